-- Replaces two functions of touch_functions.sql: the row of a client also knows since when he is silent, which is his
-- last touch or, when there was none, the day he came into the base. Run by the migration that adds the column.

CREATE OR REPLACE FUNCTION interactions_retouch(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM interactions_lasttouch WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
    UPDATE interactions_lasttouch t
       SET at = fresh.at, kind = fresh.kind, author_id = fresh.author_id, silent_since = fresh.silent_since
      FROM (SELECT u.id, COALESCE(i.at, 'epoch'::timestamptz) AS at, COALESCE(i.kind, '') AS kind, i.author_id,
                   COALESCE(i.at, (SELECT c.created_at FROM customers_customer c WHERE c.id = u.id)) AS silent_since
              FROM unnest(ids) AS u (id)
              LEFT JOIN LATERAL (
                   SELECT x.at, x.kind, x.author_id FROM interactions_interaction x
                    WHERE x.customer_id = u.id AND x.archived_at IS NULL AND x.kind <> 'note' AND x.direction <> 'missed'
                    ORDER BY x.at DESC, x.id DESC LIMIT 1) i ON true) fresh
     WHERE t.customer_id = fresh.id AND fresh.silent_since IS NOT NULL
       AND (t.at, t.kind, t.author_id) IS DISTINCT FROM (fresh.at, fresh.kind, fresh.author_id);
END
$$;

CREATE OR REPLACE FUNCTION interactions_customer_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO interactions_lasttouch (customer_id, silent_since) SELECT id, created_at FROM new_rows;
    RETURN NULL;
END
$$;

-- The day a client came is seldom put right; a client somebody has touched is silent since then all the same.
CREATE FUNCTION interactions_customer_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE interactions_lasttouch SET silent_since = NEW.created_at WHERE customer_id = NEW.id AND at = 'epoch';
    RETURN NULL;
END
$$;

CREATE TRIGGER interactions_of_customers_that_came AFTER UPDATE OF created_at ON customers_customer
    FOR EACH ROW WHEN (OLD.created_at IS DISTINCT FROM NEW.created_at) EXECUTE FUNCTION interactions_customer_came();
