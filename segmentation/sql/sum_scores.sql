-- Figures of a picture by each kind of class: `table` says which rows, `which` of them. Out: kind, code, clients, money,
-- profit, purchases. Cost: one scan.
SELECT CASE grouping(rfm_segment, abc, xyz, lifecycle) WHEN 7 THEN 'rfm_segment' WHEN 11 THEN 'abc' WHEN 13 THEN 'xyz'
            ELSE 'lifecycle' END,
       COALESCE(rfm_segment, abc, xyz, lifecycle), count(*), sum(monetary), sum(profit), sum(frequency)
  FROM {table}
 WHERE {which}
 GROUP BY GROUPING SETS ((rfm_segment), (abc), (xyz), (lifecycle))
 ORDER BY 1, 2
