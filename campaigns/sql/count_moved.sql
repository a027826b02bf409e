-- Who came into an audience and who left it since a moment, by the stays in its segments. In: plus, minus, ids of
-- segments; since. Out: came, went. Cost: the members of the segments that moved since, and their other stays.
WITH moved AS (
    SELECT DISTINCT m.customer_id FROM segmentation_segmentmember m
     WHERE m.segment_id = ANY (%(plus)s || %(minus)s) AND (m.entered_at > %(since)s OR m.left_at > %(since)s)
)
SELECT count(*) FILTER (WHERE is_in AND NOT was_in), count(*) FILTER (WHERE was_in AND NOT is_in)
  FROM (
    SELECT COALESCE(bool_or(stands) FILTER (WHERE is_plus), FALSE)
               AND NOT COALESCE(bool_or(stands) FILTER (WHERE NOT is_plus), FALSE) AS is_in,
           COALESCE(bool_or(stood) FILTER (WHERE is_plus), FALSE)
               AND NOT COALESCE(bool_or(stood) FILTER (WHERE NOT is_plus), FALSE) AS was_in
      FROM (
        SELECT m.customer_id, m.segment_id = ANY (%(plus)s) AS is_plus, m.left_at IS NULL AS stands,
               m.entered_at <= %(since)s AND (m.left_at IS NULL OR m.left_at > %(since)s) AS stood
          FROM segmentation_segmentmember m JOIN moved USING (customer_id)
         WHERE m.segment_id = ANY (%(plus)s || %(minus)s)
      ) AS stays
     GROUP BY customer_id
  ) AS people
