-- Who came into a segment, and stayed until the message is due. In: segment; days; zone, the company's; since, until.
-- Out: customer_id, day of the event, due_at, local_at (none: the moment is known). Cost: the stays in the segment.
SELECT m.customer_id, (m.entered_at AT TIME ZONE %(zone)s)::date, m.entered_at + make_interval(days => %(days)s),
       NULL::timestamp
  FROM segmentation_segmentmember m
 WHERE m.segment_id = %(segment)s
   AND m.entered_at > %(since)s - make_interval(days => %(days)s)
   AND m.entered_at <= %(until)s - make_interval(days => %(days)s)
   AND (m.left_at IS NULL OR m.left_at > m.entered_at + make_interval(days => %(days)s))
