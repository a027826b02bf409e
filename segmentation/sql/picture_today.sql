-- A part, not a statement: a class of clients as it stands today. kind is the column, counted whose.
-- Cost: one scan of scores.
SELECT s.customer_id, s.{kind} AS code, s.monetary AS money
  FROM segmentation_customerscore s
 WHERE s.lifecycle <> '' AND {counted}
