-- A part, not a statement: clients of a part of the company with the grades they have in the whole of it. asked says of
-- which part. In: what asked needs. Cost: one scan of scores, and of the purchases of the part.
SELECT s.customer_id, s.r::int AS r, s.f::int AS f, s.m::int AS m, s.rfm_segment, s.frequency, s.monetary, s.profit,
       s.last_on
  FROM segmentation_customerscore s
 WHERE s.r > 0 AND {asked}
