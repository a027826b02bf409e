-- A part, not a statement: a class of clients in a snapshot. kind is the column, counted whose, snapshot its number.
-- Cost: one snapshot by its index.
SELECT s.customer_id, s.{kind} AS code, s.monetary AS money
  FROM segmentation_snapshotscore s
 WHERE s.snapshot_id = {snapshot} AND {counted}
