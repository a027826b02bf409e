-- What keeps the ledger append-only and its states true, whoever writes. Run by the migration 0003_ledger_functions.
-- With kartoteka.consents_later = 'on' nothing is derived: who sets it rebuilds after.

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON consents_consentevent
FOR EACH ROW EXECUTE FUNCTION journal_guard();

CREATE FUNCTION consents_later() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT COALESCE(current_setting('kartoteka.consents_later', true), '') = 'on'
$$;

CREATE FUNCTION consents_event_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT consents_later() THEN
        PERFORM consents_derive(ARRAY(SELECT DISTINCT point_id FROM new_rows ORDER BY 1));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER consents_event_made AFTER INSERT ON consents_consentevent
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION consents_event_made();

CREATE FUNCTION consents_customer_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO consents_clientconsents (customer_id) SELECT id FROM new_rows ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER consents_customer_made AFTER INSERT ON customers_customer
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION consents_customer_made();

-- A point that moves to another card (a merge), leaves its card or comes back: states stay with it, rows beside clients follow.
CREATE FUNCTION consents_point_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT c.id ORDER BY c.id) INTO ids
      FROM old_rows o JOIN new_rows n ON n.id = o.id
     CROSS JOIN LATERAL (VALUES (o.customer_id), (n.customer_id)) AS c (id)
     WHERE (o.customer_id, o.archived_at IS NULL) IS DISTINCT FROM (n.customer_id, n.archived_at IS NULL)
       AND EXISTS (SELECT 1 FROM consents_consentstate s WHERE s.point_id = n.id);
    IF ids IS NOT NULL THEN
        PERFORM consents_sum(ids);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER consents_point_changed AFTER UPDATE ON customers_contactpoint
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION consents_point_changed();

-- An undo that takes a removed point back gives it its old id: its events are there, so are its states again.
CREATE FUNCTION consents_point_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids uuid[];
BEGIN
    IF consents_later() THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(n.id ORDER BY n.id) INTO ids FROM new_rows n
     WHERE EXISTS (SELECT 1 FROM consents_consentevent e WHERE e.point_id = n.id);
    IF ids IS NOT NULL THEN
        PERFORM consents_derive(ids);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER consents_point_made AFTER INSERT ON customers_contactpoint
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION consents_point_made();

CREATE FUNCTION consents_point_gone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    WITH gone AS (
        DELETE FROM consents_consentstate s USING old_rows o WHERE s.point_id = o.id RETURNING o.customer_id
    )
    SELECT array_agg(DISTINCT customer_id ORDER BY customer_id) INTO ids FROM gone;
    IF ids IS NOT NULL THEN
        PERFORM consents_sum(ids);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER consents_point_gone AFTER DELETE ON customers_contactpoint
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION consents_point_gone();

-- Takes the details of events away and says so in the journal; see erase_details, whose like it is for this ledger.
CREATE FUNCTION erase_consent_details(ids bigint[], act text, actor_id bigint, actor_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    erased bigint;
    told jsonb;
    fresh_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
BEGIN
    IF btrim(coalesce(act, '')) = '' THEN
        RAISE EXCEPTION 'an erasure names the act it belongs to' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM set_config('kartoteka.erasing', pg_current_xact_id()::text, true);
    UPDATE consents_consentevent SET details = NULL, salt = NULL WHERE id = ANY (ids) AND details IS NOT NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('kartoteka.erasing', '', true);
    told := jsonb_build_object('count', erased);
    INSERT INTO journal_entry (actor_id, actor_name, verb, object_type, object_id, details, salt, details_hmac)
    VALUES (
        actor_id, actor_name, 'consents.erased', 'act', left(act, 40), told, fresh_salt,
        sha256(fresh_salt || convert_to(told::text, 'UTF8'))
    );
    RETURN erased;
END
$$;

REVOKE EXECUTE ON FUNCTION erase_consent_details(bigint[], text, bigint, text) FROM PUBLIC;
