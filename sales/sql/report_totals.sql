-- The period as a whole. In: since, until, shop, seller, people. Out: number, buyers, total, cost, discount, profit.
-- Cost: the period by its index of time; no line is read.
SELECT count(*) FILTER (WHERE p.status <> 'returned'),
       count(DISTINCT p.customer_id) FILTER (WHERE p.status <> 'returned'),
       COALESCE(sum(p.total), 0), COALESCE(sum(p.cost), 0), COALESCE(sum(p.discount), 0), COALESCE(sum(p.profit), 0)
  FROM sales_purchase p
 WHERE {asked}
