-- Keeps interactions_lasttouch equal to the newest standing interaction that touches the client, whoever writes:
-- services, imports, undo, a merge. Notes and missed calls are no touch. Run by the migration that follows the tables.

-- Rows are held first, in the order of ids: a second writer then reads what the first has committed, and none is lost.
-- Cost: one look-up in interaction_touches a client.
CREATE FUNCTION interactions_retouch(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM interactions_lasttouch WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
    UPDATE interactions_lasttouch t
       SET at = fresh.at, kind = fresh.kind, author_id = fresh.author_id
      FROM (SELECT u.id, COALESCE(i.at, 'epoch'::timestamptz) AS at, COALESCE(i.kind, '') AS kind, i.author_id
              FROM unnest(ids) AS u (id)
              LEFT JOIN LATERAL (
                   SELECT x.at, x.kind, x.author_id FROM interactions_interaction x
                    WHERE x.customer_id = u.id AND x.archived_at IS NULL AND x.kind <> 'note' AND x.direction <> 'missed'
                    ORDER BY x.at DESC, x.id DESC LIMIT 1) i ON true) fresh
     WHERE t.customer_id = fresh.id
       AND (t.at, t.kind, t.author_id) IS DISTINCT FROM (fresh.at, fresh.kind, fresh.author_id);
END
$$;

CREATE FUNCTION interactions_touched_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM interactions_retouch(ARRAY(SELECT DISTINCT customer_id FROM new_rows));
    RETURN NULL;
END
$$;

CREATE FUNCTION interactions_touched_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM interactions_retouch(ARRAY(SELECT DISTINCT customer_id FROM old_rows));
    RETURN NULL;
END
$$;

CREATE FUNCTION interactions_touched_both() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM interactions_retouch(
        ARRAY(SELECT customer_id FROM new_rows UNION SELECT customer_id FROM old_rows));
    RETURN NULL;
END
$$;

CREATE FUNCTION interactions_customer_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO interactions_lasttouch (customer_id) SELECT id FROM new_rows;
    RETURN NULL;
END
$$;

CREATE TRIGGER interactions_made AFTER INSERT ON interactions_interaction
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION interactions_touched_new();
CREATE TRIGGER interactions_changed AFTER UPDATE ON interactions_interaction
    REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION interactions_touched_both();
CREATE TRIGGER interactions_gone AFTER DELETE ON interactions_interaction
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION interactions_touched_old();
CREATE TRIGGER interactions_of_new_customers AFTER INSERT ON customers_customer
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION interactions_customer_made();
