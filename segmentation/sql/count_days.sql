-- Days of a segment counted from the stays of some people's clients. Input: segment, days, people (ids of those who
-- keep the clients), zone. Output: day, size at its end, came, left. Cost: the stays of those clients × the days.
WITH stays AS MATERIALIZED (
    SELECT (m.entered_at AT TIME ZONE %(zone)s)::date AS came_on, (m.left_at AT TIME ZONE %(zone)s)::date AS left_on
      FROM customers_customer c JOIN segmentation_segmentmember m ON m.customer_id = c.id
     WHERE c.responsible_id = ANY (%(people)s::bigint[]) AND c.archived_at IS NULL AND m.segment_id = %(segment)s)
SELECT d.day,
       count(s.came_on) FILTER (WHERE s.came_on <= d.day AND (s.left_on IS NULL OR s.left_on > d.day)),
       count(s.came_on) FILTER (WHERE s.came_on = d.day),
       count(s.came_on) FILTER (WHERE s.left_on = d.day)
  FROM unnest(%(days)s::date[]) AS d (day) LEFT JOIN stays s ON TRUE
 GROUP BY d.day ORDER BY d.day
