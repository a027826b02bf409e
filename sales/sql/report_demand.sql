-- Demand of a period by one cut ({key}): the largest 200 by sum, each with the sums over all that were found.
-- In: since, until (moments) or first, last (days) for {source} with its conditions; shop, seller, people.
-- Out: id, number, buyers, quantity, total, profit; quantity, total, profit of all; how many there are.
-- Cost: the period by its index of time, or the kept months of categories.
WITH cut AS (
    SELECT {key} AS id, {number} AS number, {buyers} AS buyers, {quantity} AS quantity, {total} AS total,
           {profit} AS profit
      FROM {source}
     GROUP BY 1
)
SELECT id, number, buyers, quantity, total, profit, sum(quantity) OVER (), sum(total) OVER (), sum(profit) OVER (),
       count(*) OVER ()
  FROM cut
 ORDER BY total DESC, id
 LIMIT 200
