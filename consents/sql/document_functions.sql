-- A published text stays as it was published: only the end of its validity is written, once. For everybody, the owner included.
-- Run by the migration 0003_ledger_functions.
CREATE FUNCTION consents_document_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.valid_from IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE'
       AND to_jsonb(NEW) - 'valid_to' - 'void_since' = to_jsonb(OLD) - 'valid_to' - 'void_since'
       AND (OLD.valid_to IS NULL OR NEW.valid_to = OLD.valid_to)
       AND (OLD.void_since IS NULL OR NEW.void_since = OLD.void_since) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of a published consent text is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER consents_document_guard BEFORE UPDATE OR DELETE ON consents_consentdocument
FOR EACH ROW EXECUTE FUNCTION consents_document_guard();
