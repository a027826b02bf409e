-- Classes of a snapshot: kind is the column, counted whose clients. In: snapshot, people. Out: class, clients, money.
-- Cost: one snapshot by its index.
SELECT s.{kind}, count(*), sum(s.monetary)
  FROM segmentation_snapshotscore s
 WHERE s.snapshot_id = %(snapshot)s AND {counted}
 GROUP BY 1
 ORDER BY 1
