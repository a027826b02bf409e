-- Who moved where between two snapshots. `by` is the kind of class; `seen` whose clients the reader may see.
-- In: one, two, people. Out: before, after, clients, money before, money after; empty: he was not there.
-- Cost: both snapshots, joined by hash.
SELECT COALESCE(a.{by}, ''), COALESCE(b.{by}, ''), count(*), COALESCE(sum(a.monetary), 0), COALESCE(sum(b.monetary), 0)
  FROM (SELECT s.* FROM segmentation_snapshotscore s WHERE s.snapshot_id = %(one)s AND {seen}) a
  FULL JOIN (SELECT s.* FROM segmentation_snapshotscore s WHERE s.snapshot_id = %(two)s AND {seen}) b USING (customer_id)
 GROUP BY 1, 2
 ORDER BY 1, 2
