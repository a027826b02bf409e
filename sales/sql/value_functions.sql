-- Keeps value rows equal to the sum of purchases, whoever writes: services, imports, undo, a merge.
-- Run by the migration 0002_values, after recompute_months. With kartoteka.values_later = 'on' nothing is kept: who sets it rebuilds after.

CREATE FUNCTION sales_later() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('kartoteka.values_later', true), '') = 'on'
$$;

CREATE FUNCTION sales_zone() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT COALESCE((SELECT time_zone FROM accounts_company WHERE id = 1), 'Europe/Moscow')
$$;

-- The company's day; kartoteka.today puts another in its place (a demo base that ends on a day of its own).
CREATE FUNCTION sales_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT COALESCE(NULLIF(current_setting('kartoteka.today', true), '')::date, (now() AT TIME ZONE sales_zone())::date)
$$;

-- The moment a window of so many days begins, today among them.
CREATE FUNCTION sales_window(days int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT (sales_today() - days + 1)::timestamp AT TIME ZONE sales_zone()
$$;

-- Counts the values of these clients anew and writes those that differ, with `touched`. The rows are held first, in the
-- order of ids: a second writer then reads what the first has committed, and none is lost. Cost: one look-up a client.
CREATE FUNCTION sales_recompute(ids bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    d90 timestamptz := sales_window(90);
    d365 timestamptz := sales_window(365);
    changed bigint;
BEGIN
    PERFORM 1 FROM sales_customervalue WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
    WITH fresh AS MATERIALIZED (
        {columns}
          FROM unnest(ids) AS u (id) LEFT JOIN LATERAL ({aggregate}) a ON true
    ), written AS (
        {write}
    )
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT customer_id, 'purchases', now() FROM written ORDER BY customer_id
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id();
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$$;

CREATE FUNCTION sales_customer_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO sales_customervalue (customer_id) SELECT id FROM new_rows ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER sales_customer_made AFTER INSERT ON customers_customer
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_customer_made();

CREATE FUNCTION sales_purchase_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sales_later() THEN
        PERFORM sales_recompute(ARRAY(SELECT DISTINCT customer_id FROM new_rows ORDER BY 1));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sales_purchase_made AFTER INSERT ON sales_purchase
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_purchase_made();

CREATE FUNCTION sales_purchase_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    zone text := sales_zone();
    ids bigint[];
    pairs_ids bigint[];
    pairs_months date[];
BEGIN
    IF sales_later() THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(DISTINCT id ORDER BY id) INTO ids FROM (
        SELECT unnest(ARRAY[o.customer_id, n.customer_id]) FROM old_rows o JOIN new_rows n ON n.id = o.id
         WHERE (o.customer_id, o.status, o.total, o.profit, o.discount, o.purchased_at)
               IS DISTINCT FROM (n.customer_id, n.status, n.total, n.profit, n.discount, n.purchased_at)) c (id);
    IF ids IS NOT NULL THEN
        PERFORM sales_recompute(ids);
    END IF;
    SELECT array_agg(id ORDER BY id, month), array_agg(month ORDER BY id, month) INTO pairs_ids, pairs_months FROM (
        SELECT DISTINCT r.customer_id, date_trunc('month', r.purchased_at AT TIME ZONE zone)::date
          FROM old_rows o JOIN new_rows n ON n.id = o.id
         CROSS JOIN LATERAL (VALUES (o.customer_id, o.purchased_at), (n.customer_id, n.purchased_at))
               AS r (customer_id, purchased_at)
         WHERE (o.customer_id, o.status = 'invoiced', o.status = 'returned', o.rate, o.purchased_at)
               IS DISTINCT FROM (n.customer_id, n.status = 'invoiced', n.status = 'returned', n.rate, n.purchased_at)
    ) c (id, month);
    IF pairs_ids IS NOT NULL THEN
        PERFORM sales_recompute_months(pairs_ids, pairs_months);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sales_purchase_changed AFTER UPDATE ON sales_purchase
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_purchase_changed();

CREATE FUNCTION sales_purchase_gone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    zone text := sales_zone();
    pairs_ids bigint[];
    pairs_months date[];
BEGIN
    IF sales_later() THEN
        RETURN NULL;
    END IF;
    PERFORM sales_recompute(ARRAY(SELECT DISTINCT customer_id FROM old_rows ORDER BY 1));
    SELECT array_agg(id ORDER BY id, month), array_agg(month ORDER BY id, month) INTO pairs_ids, pairs_months FROM (
        SELECT DISTINCT customer_id, date_trunc('month', purchased_at AT TIME ZONE zone)::date FROM old_rows
    ) c (id, month);
    IF pairs_ids IS NOT NULL THEN
        PERFORM sales_recompute_months(pairs_ids, pairs_months);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sales_purchase_gone AFTER DELETE ON sales_purchase
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_purchase_gone();

-- The months of the purchases whose lines were written; one body for the three ways a line can be.
CREATE FUNCTION sales_lines_of(purchases bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    zone text := sales_zone();
    pairs_ids bigint[];
    pairs_months date[];
BEGIN
    SELECT array_agg(id ORDER BY id, month), array_agg(month ORDER BY id, month) INTO pairs_ids, pairs_months FROM (
        SELECT DISTINCT p.customer_id, date_trunc('month', p.purchased_at AT TIME ZONE zone)::date
          FROM unnest(purchases) AS u (id) JOIN sales_purchase p ON p.id = u.id) c (id, month);
    IF pairs_ids IS NOT NULL THEN
        PERFORM sales_recompute_months(pairs_ids, pairs_months);
    END IF;
END
$$;

CREATE FUNCTION sales_lines_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT sales_later() THEN
        PERFORM sales_lines_of(ARRAY(SELECT DISTINCT purchase_id FROM new_rows));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER sales_lines_made AFTER INSERT ON sales_purchaseline
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_lines_made();

CREATE TRIGGER sales_lines_changed AFTER UPDATE ON sales_purchaseline
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_lines_changed();

CREATE TRIGGER sales_lines_gone AFTER DELETE ON sales_purchaseline
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION sales_lines_gone();
