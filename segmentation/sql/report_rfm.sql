-- How many clients stand in each cell, what they brought and how often they bought. source says whose grades.
-- Out: r, f, m, segment, clients, those who bought again, purchases, money. Cost: the source, one hash of at most 125 cells.
SELECT r, f, m, rfm_segment, count(*), count(*) FILTER (WHERE frequency > 1), sum(frequency), sum(monetary)
  FROM ({source}) scored
 GROUP BY 1, 2, 3, 4
 ORDER BY 1, 2, 3, 4
