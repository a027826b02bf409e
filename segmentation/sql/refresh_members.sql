-- Makes the members of one segment equal to whom its rule finds, by difference: only who comes and who goes is written.
-- Input: segment, at (when); parts: wanted (SELECT of ids of clients), among (a condition over a member that limits whom
-- the comparison is about, TRUE for everybody). Output: how many are wanted, came, left.
-- EXCEPT on both sides: it is hashed whatever the planner thinks of rows just written, which have no statistics.
-- Cost: the rule, one read of the members that stand, and what changes.
WITH wanted (id) AS MATERIALIZED ({wanted}),
     stand AS MATERIALIZED (
         SELECT m.customer_id FROM segmentation_segmentmember m
          WHERE m.segment_id = %(segment)s AND m.left_at IS NULL AND {among}),
     gone AS (
         UPDATE segmentation_segmentmember m SET left_at = %(at)s
          WHERE m.segment_id = %(segment)s AND m.left_at IS NULL
            AND m.customer_id IN (SELECT customer_id FROM stand EXCEPT SELECT id FROM wanted)
         RETURNING 1),
     come AS (
         INSERT INTO segmentation_segmentmember (segment_id, customer_id, entered_at)
         SELECT %(segment)s, id, %(at)s FROM (SELECT id FROM wanted EXCEPT SELECT customer_id FROM stand) AS news (id)
         RETURNING 1)
SELECT (SELECT count(*) FROM wanted), (SELECT count(*) FROM come), (SELECT count(*) FROM gone);
