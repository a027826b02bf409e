-- Whom nobody was in touch with for so many days: a touch, and none after it until then. In and out: as trigger_no_buy.
-- Cost: clients touched since the span began, by the index of last touches; of each his touches, by theirs.
SELECT i.customer_id, (i.at AT TIME ZONE %(zone)s)::date, i.at + make_interval(days => %(days)s), NULL::timestamp
  FROM interactions_lasttouch t
  JOIN interactions_interaction i
    ON i.customer_id = t.customer_id AND i.archived_at IS NULL AND i.kind <> 'note' AND i.direction <> 'missed'
 WHERE t.at > %(since)s - make_interval(days => %(days)s)
   AND i.at > %(since)s - make_interval(days => %(days)s)
   AND i.at <= %(until)s - make_interval(days => %(days)s)
   AND NOT EXISTS (
       SELECT 1 FROM interactions_interaction n
        WHERE n.customer_id = i.customer_id AND n.archived_at IS NULL AND n.kind <> 'note' AND n.direction <> 'missed'
          AND (n.at, n.id) > (i.at, i.id) AND n.at <= i.at + make_interval(days => %(days)s))
