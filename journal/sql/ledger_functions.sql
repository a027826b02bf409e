-- What every ledger (append-only, sealed table) needs; run once by the migration 0002_entries.

CREATE FUNCTION journal_current_era() RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce((SELECT number FROM journal_era), 1) $$;

-- Folds rows into one digest in constant memory: journal_chain(row_bytes ORDER BY tx, id).
CREATE FUNCTION journal_link(state bytea, part bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$ BEGIN RETURN sha256(state || part); END $$;

CREATE AGGREGATE journal_chain(bytea) (SFUNC = journal_link, STYPE = bytea, INITCOND = '');

-- Trigger of every ledger and of the seals, for everybody, the owner included. The one change let through
-- takes away details and salt, in a transaction in which the function erase_details has said so.
CREATE FUNCTION journal_guard() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('kartoteka.erasing', true) = pg_current_xact_id()::text THEN
        IF to_jsonb(NEW) - 'details' - 'salt' = to_jsonb(OLD) - 'details' - 'salt'
           AND to_jsonb(NEW) ->> 'details' IS NULL AND to_jsonb(NEW) ->> 'salt' IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% of a row of % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
