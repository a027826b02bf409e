-- Clients who came in a period by their source, and what they have brought to this day, from the kept values: the first
-- 200 sources by sum, each with the numbers of all of them together.
-- In: since, until, people. Out: source, clients, buyers, purchases, total, profit; the same five of all; how many sources
-- there are. Cost: the clients of the period by the index of when they came, one look at the value of each.
WITH cut AS (
    SELECT c.source, count(*) AS clients, count(*) FILTER (WHERE v.number > 0) AS buyers, sum(v.number) AS number,
           sum(v.total) AS total, sum(v.profit) AS profit
      FROM customers_customer c
      JOIN sales_customervalue v ON v.customer_id = c.id
     WHERE c.archived_at IS NULL AND c.created_at >= %(since)s AND c.created_at < %(until)s AND {seen}
     GROUP BY 1
)
SELECT source, clients, buyers, number, total, profit, sum(clients) OVER () AS all_clients, sum(buyers) OVER (),
       sum(number) OVER (), sum(total) OVER (), sum(profit) OVER (), count(*) OVER ()
  FROM cut
 ORDER BY total DESC, clients DESC, source
 LIMIT 200
