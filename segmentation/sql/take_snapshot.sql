-- A picture of today’s scores. In: snapshot. Cost: one scan of scores.
INSERT INTO segmentation_snapshotscore (snapshot_id, customer_id, last_on, frequency, monetary, profit, r, f, m,
       rfm_segment, abc, xyz, lifecycle)
SELECT %(snapshot)s, customer_id, last_on, frequency, monetary, profit, r, f, m, rfm_segment, abc, xyz, lifecycle
  FROM segmentation_customerscore
 WHERE lifecycle <> ''
