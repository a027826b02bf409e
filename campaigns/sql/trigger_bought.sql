-- Who bought, and has not brought it back when the message is due. In: days, product, category (none: anything);
-- is_first: only the first purchase of a client; zone, since, until. Out: as trigger_entered.
-- Cost: purchases of the span by day; of each its lines, earlier ones and returns, where they are asked for.
SELECT p.customer_id, (p.purchased_at AT TIME ZONE %(zone)s)::date, p.purchased_at + make_interval(days => %(days)s),
       NULL::timestamp
  FROM sales_purchase p
 WHERE p.purchased_at > %(since)s - make_interval(days => %(days)s)
   AND p.purchased_at <= %(until)s - make_interval(days => %(days)s)
   AND p.status NOT IN ('invoiced', 'returned')
   AND NOT (%(is_first)s AND EXISTS (
       SELECT 1 FROM sales_purchase e
        WHERE e.customer_id = p.customer_id AND (e.purchased_at, e.id) < (p.purchased_at, p.id)
          AND e.status NOT IN ('invoiced', 'returned')))
   AND NOT EXISTS (
       SELECT 1 FROM sales_purchase b
        WHERE b.returns_id = p.id AND b.purchased_at <= p.purchased_at + make_interval(days => %(days)s))
   AND (%(product)s::bigint IS NULL OR EXISTS (
       SELECT 1 FROM sales_purchaseline l WHERE l.purchase_id = p.id AND l.product_id = %(product)s))
   AND (%(category)s::bigint IS NULL OR EXISTS (
       SELECT 1 FROM sales_purchaseline l JOIN sales_category k ON k.id = l.category_id
        WHERE l.purchase_id = p.id AND %(category)s = ANY (k.lineage)))
