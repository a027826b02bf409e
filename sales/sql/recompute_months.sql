-- Counts anew what these clients bought of each category in these months (pairs). Cost: the lines of those months.
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
END
$$;

-- Lines that stood there are others or gone: their months, and `touched`, for another product at the same price changes
-- no sum, yet what was bought. Cost: as sales_recompute_months.
CREATE OR REPLACE FUNCTION sales_lines_replaced(purchases bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sales_lines_of(purchases);
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT DISTINCT p.customer_id, 'purchases', now() FROM unnest(purchases) AS u (id) JOIN sales_purchase p ON p.id = u.id
     ORDER BY 1
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id();
END
$$;

CREATE OR REPLACE FUNCTION sales_lines_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sales_later() THEN
        PERFORM sales_lines_replaced(ARRAY(SELECT purchase_id FROM old_rows UNION SELECT purchase_id FROM new_rows));
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION sales_lines_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sales_later() THEN
        PERFORM sales_lines_replaced(ARRAY(SELECT DISTINCT purchase_id FROM old_rows));
    END IF;
    RETURN NULL;
END
$$;
