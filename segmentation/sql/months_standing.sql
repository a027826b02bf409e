-- A part, not a statement: the variation of months as it stands, while the months looked at are the same. No input.
-- Purchases since then have been counted one by one. Cost: one scan of scores.
SELECT customer_id, variation FROM segmentation_customerscore WHERE variation >= 0
