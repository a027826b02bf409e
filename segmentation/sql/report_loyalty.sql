-- Month by month: buyers, those who had bought before, those of them whose average purchase rose by a tenth, those who came
-- back after silence; what all have brought up to then, and how many have ever bought. months is part_loyalty; again, risen,
-- old, returned, first are conditions on its rows. In: silence (days); what months needs. Out: month, buyers, again, risen,
-- old, returned, money so far, buyers so far. Cost: months.
SELECT month, count(*) FILTER (WHERE number > 0), count(*) FILTER (WHERE {again}), count(*) FILTER (WHERE {risen}),
       count(*) FILTER (WHERE {old}), count(*) FILTER (WHERE {returned}), sum(sum(total)) OVER (ORDER BY month),
       sum(count(*) FILTER (WHERE {first})) OVER (ORDER BY month)
  FROM ({months}) told
 GROUP BY month
 ORDER BY month
