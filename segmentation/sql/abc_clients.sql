-- A part, not a statement: what clients are worth in the window, and their XYZ of today. inputs is what scores are told
-- from, value the measure, counted whose. Cost: the inputs, one scan of scores.
SELECT i.customer_id AS id, {value} AS value, s.xyz
  FROM ({inputs}) i
  JOIN segmentation_customerscore s ON s.customer_id = i.customer_id
 WHERE i.is_scored AND (i.w_number > 0 OR i.w_total <> 0) AND {counted}
