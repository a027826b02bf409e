-- How often buyers of a period bought in it. In: since, until; shop, seller, people. Out: band (1 once, 2 twice,
-- 3 three or four times, 5 five to nine, 10 ten and more), buyers, number, total, profit. Cost: the period by its index.
SELECT CASE WHEN number >= 10 THEN 10 WHEN number >= 5 THEN 5 WHEN number >= 3 THEN 3 ELSE number END AS band,
       count(*) AS buyers, sum(number) AS number, sum(total) AS total, sum(profit) AS profit
  FROM (SELECT p.customer_id, count(*) FILTER (WHERE p.status <> 'returned') AS number, sum(p.total) AS total,
               sum(p.profit) AS profit
          FROM sales_purchase p WHERE {asked} GROUP BY 1) each_buyer
 WHERE number > 0
 GROUP BY 1
 ORDER BY 1
