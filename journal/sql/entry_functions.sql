-- Guards of the journal and of the seals, and the owner's way to erase; run once by the migration 0002_entries.

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_guard();

CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON journal_seal
FOR EACH ROW EXECUTE FUNCTION journal_guard();

-- Takes the details of entries away and says so in the journal. `act`: number of the act of destruction, or another
-- reason. Returns how many entries had details. Runs with the owner's rights; whoever may call it is granted it.
CREATE FUNCTION erase_details(
    ids bigint[], act text, actor_id bigint DEFAULT 0, actor_name text DEFAULT session_user::text
) RETURNS bigint
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
    UPDATE journal_entry SET details = NULL, salt = NULL WHERE id = ANY (ids) AND details IS NOT NULL;
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('kartoteka.erasing', '', true);
    told := jsonb_build_object('count', erased);
    INSERT INTO journal_entry (actor_id, actor_name, verb, object_type, object_id, details, salt, details_hmac)
    VALUES (
        actor_id, actor_name, 'journal.erased', 'act', left(act, 40), told, fresh_salt,
        sha256(fresh_salt || convert_to(told::text, 'UTF8'))
    );
    RETURN erased;
END
$$;

REVOKE EXECUTE ON FUNCTION erase_details(bigint[], text, bigint, text) FROM PUBLIC;
