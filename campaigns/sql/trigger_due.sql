-- Who is due in a span and has not been dealt with: the earliest first, one row a client and day of the event.
-- In: found, the table of what was found; plus, minus, segments he must be or not be in at that moment; seen, whom the
-- author may write to; known, the campaign whose recipients count (nought: none); point_kind, since, until, most.
-- Out: customer_id, day, due_at, point_id, address, is_minus. Cost: look-ups by index for each of them.
SELECT due.customer_id, due.day, due.due_at, point.id AS point_id, point.kind, point.value AS address, due.is_minus
  FROM (
    SELECT DISTINCT ON (f.customer_id, f.day) f.customer_id, f.day, f.due_at,
           EXISTS (SELECT 1 FROM segmentation_segmentmember m
                    WHERE m.customer_id = f.customer_id AND m.segment_id = ANY (%(minus)s)
                      AND m.entered_at <= f.due_at AND (m.left_at IS NULL OR m.left_at > f.due_at)) AS is_minus
      FROM {found} f
     WHERE f.due_at > %(since)s AND f.due_at <= %(until)s AND {seen}
       AND (%(plus)s::bigint[] = '{}' OR EXISTS (
           SELECT 1 FROM segmentation_segmentmember m
            WHERE m.customer_id = f.customer_id AND m.segment_id = ANY (%(plus)s)
              AND m.entered_at <= f.due_at AND (m.left_at IS NULL OR m.left_at > f.due_at)))
       AND NOT EXISTS (
           SELECT 1 FROM campaigns_recipient r
            WHERE r.customer_id = f.customer_id AND r.campaign_id = %(known)s
              AND r.occurrence = to_char(f.day, 'YYYY-MM-DD'))
     ORDER BY f.customer_id, f.day, f.due_at
  ) AS due
  JOIN customers_customer c ON c.id = due.customer_id AND c.archived_at IS NULL
  LEFT JOIN customers_contactpoint point
    ON point.customer_id = due.customer_id AND point.kind = %(point_kind)s AND point.is_primary
 ORDER BY due.due_at, due.customer_id, due.day
 LIMIT %(most)s
