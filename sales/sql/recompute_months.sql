-- Counts anew what these clients bought of each category in these months (pairs), and writes `touched` where that has not
-- been done: another product at the same price changes no sum, yet what was bought. Cost: the lines of those months.
CREATE OR REPLACE FUNCTION sales_recompute_months(ids bigint[], months date[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    zone text := sales_zone();
BEGIN
    PERFORM 1 FROM sales_customervalue WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
    DELETE FROM sales_categorymonth m USING unnest(ids, months) AS u (id, month)
     WHERE m.customer_id = u.id AND m.month = u.month;
    INSERT INTO sales_categorymonth (customer_id, category_id, month, number, quantity, total, profit)
    SELECT u.id, l.category_id, u.month, {sums}
      FROM unnest(ids, months) AS u (id, month)
     CROSS JOIN LATERAL (
           SELECT p.id, p.rate, p.status FROM sales_purchase p
            WHERE p.customer_id = u.id AND p.status <> 'invoiced'
              AND p.purchased_at >= u.month::timestamp AT TIME ZONE zone
              AND p.purchased_at < (u.month + interval '1 month')::timestamp AT TIME ZONE zone OFFSET 0) p
      JOIN sales_purchaseline l ON l.purchase_id = p.id
     GROUP BY u.id, u.month, l.category_id;
    INSERT INTO journal_touched AS t (customer_id, what, at)
    SELECT DISTINCT id, 'purchases', now() FROM unnest(ids) AS u (id) JOIN customers_customer c USING (id) ORDER BY id
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id()
     WHERE t.tx <> pg_current_xact_id();
END
$$;
