-- Whom nobody was in touch with for so many days: a touch, and none after it until then. A touch is what the last touch of
-- a client is made of (interactions_retouch): a talk, or a message written by hand that left the house.
-- In and out: as trigger_no_buy. Cost: clients touched since the span began, by the index of last touches; of each his
-- talks and his messages by hand, by theirs.
SELECT t.customer_id, (touch.at AT TIME ZONE %(zone)s)::date, touch.at + make_interval(days => %(days)s), NULL::timestamp
  FROM interactions_lasttouch t
 CROSS JOIN LATERAL (
       SELECT i.at FROM interactions_interaction i
        WHERE i.customer_id = t.customer_id AND i.archived_at IS NULL AND i.kind <> 'note' AND i.direction <> 'missed'
          AND i.at > %(since)s - make_interval(days => %(days)s)
          AND i.at <= %(until)s - make_interval(days => %(days)s)
       UNION
       SELECT m.handed_at FROM messaging_message m
        WHERE m.customer_id = t.customer_id AND m.source = 'single' AND m.handed_at IS NOT NULL
          AND NOT m.status IN ('failed', 'expired')
          AND m.handed_at > %(since)s - make_interval(days => %(days)s)
          AND m.handed_at <= %(until)s - make_interval(days => %(days)s)) AS touch (at)
 WHERE t.at > %(since)s - make_interval(days => %(days)s)
   AND NOT EXISTS (
       SELECT 1 FROM interactions_interaction n
        WHERE n.customer_id = t.customer_id AND n.archived_at IS NULL AND n.kind <> 'note' AND n.direction <> 'missed'
          AND n.at > touch.at AND n.at <= touch.at + make_interval(days => %(days)s))
   AND NOT EXISTS (
       SELECT 1 FROM messaging_message n
        WHERE n.customer_id = t.customer_id AND n.source = 'single' AND n.handed_at IS NOT NULL
          AND NOT n.status IN ('failed', 'expired')
          AND n.handed_at > touch.at AND n.handed_at <= touch.at + make_interval(days => %(days)s))
