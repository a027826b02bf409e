-- Who would be of another class by other settings. fresh are the scores by them. In: those of `fresh_scores`.
-- Out: kind, what is, what would be, clients; of those asked alone. Cost: `fresh_scores`, one look-up of scores each.
WITH moved AS MATERIALIZED (
    SELECT s.rfm_segment AS was_segment, f.rfm_segment, s.abc AS was_abc, f.abc, s.xyz AS was_xyz, f.xyz,
           s.lifecycle AS was_lifecycle, f.lifecycle
      FROM ({fresh}) f JOIN segmentation_customerscore s ON s.customer_id = f.customer_id
     WHERE f.is_scored AND s.lifecycle <> ''
)
SELECT 'rfm_segment', was_segment, rfm_segment, count(*) FROM moved GROUP BY 2, 3
UNION ALL SELECT 'abc', was_abc, abc, count(*) FROM moved GROUP BY 2, 3
UNION ALL SELECT 'xyz', was_xyz, xyz, count(*) FROM moved GROUP BY 2, 3
UNION ALL SELECT 'lifecycle', was_lifecycle, lifecycle, count(*) FROM moved GROUP BY 2, 3
 ORDER BY 1, 4 DESC, 2, 3
