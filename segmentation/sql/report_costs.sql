-- Buyers of a period by what they cost. source is part_costs. Out: kind, clients, purchases, sum, cost, discount, profit,
-- brought back. Cost: the source.
SELECT kind, count(*), sum(number), sum(total), sum(cost), sum(discount), sum(profit), sum(back)
  FROM ({source}) told
 GROUP BY 1
 ORDER BY 1
