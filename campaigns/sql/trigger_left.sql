-- Who left a segment, and is not in it when the message is due. In and out: as trigger_entered.
-- Cost: a range of the index of stays that are over.
SELECT m.customer_id, (m.left_at AT TIME ZONE %(zone)s)::date, m.left_at + make_interval(days => %(days)s),
       NULL::timestamp
  FROM segmentation_segmentmember m
 WHERE m.segment_id = %(segment)s
   AND m.left_at > %(since)s - make_interval(days => %(days)s)
   AND m.left_at <= %(until)s - make_interval(days => %(days)s)
   AND NOT EXISTS (
       SELECT 1 FROM segmentation_segmentmember s
        WHERE s.segment_id = m.segment_id AND s.customer_id = m.customer_id AND s.id <> m.id
          AND s.entered_at <= m.left_at + make_interval(days => %(days)s)
          AND (s.left_at IS NULL OR s.left_at > m.left_at + make_interval(days => %(days)s)))
