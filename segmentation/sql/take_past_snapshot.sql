-- A picture as of another day; `fresh` are its scores. In: snapshot, and those of `fresh_scores`. Cost: `fresh_scores`.
INSERT INTO segmentation_snapshotscore (snapshot_id, customer_id, last_on, frequency, monetary, profit, r, f, m,
       rfm_segment, abc, xyz, lifecycle)
SELECT %(snapshot)s, customer_id, last_on, frequency, monetary, profit, r, f, m, rfm_segment, abc, xyz, lifecycle
  FROM ({fresh}) f
 WHERE f.is_scored
