-- Base types in some snapshots; counted says whose. In: snapshots, what counted needs. Out: day, base type, clients.
-- Cost: those snapshots by their index.
SELECT n.as_of, s.lifecycle, count(*)
  FROM segmentation_scoresnapshot n
  JOIN segmentation_snapshotscore s ON s.snapshot_id = n.id
 WHERE n.id = ANY (%(snapshots)s) AND {counted}
 GROUP BY 1, 2
 ORDER BY 1, 2
