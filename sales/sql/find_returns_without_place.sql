-- Input: target (an operation that is taken back), since, until. Output: ids of returns it has deleted that do not fit
-- their purchase any more: with those that stand, and those of them before, more of a product, or of it at its price,
-- would have come back than was bought; or the purchase is another client's, or an invoice, by now.
-- Cost: the operation's events by their index, one look-up of a purchase's lines for each product that came back.
WITH gone AS MATERIALIZED (
    SELECT e.pgh_obj_id AS id, e.returns_id AS sold, e.customer_id
      FROM sales_purchaseevent e
     WHERE e.pgh_context_id = %(target)s AND e.pgh_created_at >= %(since)s AND e.pgh_created_at < %(until)s
       AND e.pgh_label = 'delete' AND e.returns_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM sales_purchase p WHERE p.id = e.pgh_obj_id)
), lines AS MATERIALIZED (
    SELECT g.id, g.sold, e.product_id, e.price, sum(e.quantity) AS quantity
      FROM gone g
      JOIN sales_purchaselineevent e ON e.purchase_id = g.id
     WHERE e.pgh_context_id = %(target)s AND e.pgh_created_at >= %(since)s AND e.pgh_created_at < %(until)s
       AND e.pgh_label = 'delete'
     GROUP BY 1, 2, 3, 4
), heaps AS (
    SELECT id, sold, product_id, price, quantity FROM lines
     UNION ALL
    SELECT id, sold, product_id, NULL, sum(quantity) FROM lines GROUP BY 1, 2, 3
), running AS (
    SELECT id, sold, product_id, price,
           sum(quantity) OVER (PARTITION BY sold, product_id, price ORDER BY id) AS back
      FROM heaps
)
SELECT r.id
  FROM running r
 CROSS JOIN LATERAL (
       SELECT sum(l.quantity) AS standing
         FROM (SELECT r.sold AS id UNION ALL SELECT p.id FROM sales_purchase p WHERE p.returns_id = r.sold) d
         JOIN sales_purchaseline l ON l.purchase_id = d.id
        WHERE l.product_id IS NOT DISTINCT FROM r.product_id AND (r.price IS NULL OR l.price = r.price)) k
 WHERE COALESCE(k.standing, 0) + r.back < 0 AND EXISTS (SELECT 1 FROM sales_purchase s WHERE s.id = r.sold)
 UNION
SELECT g.id
  FROM gone g
  JOIN sales_purchase s ON s.id = g.sold
 WHERE s.customer_id <> g.customer_id OR s.status = 'invoiced'
