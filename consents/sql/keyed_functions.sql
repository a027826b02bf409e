-- HMAC-SHA256 of a contact point's kind and value; `inner` and `outer` are the two padded keys of consents/keyed.py.
-- Run by the migration 0003_ledger_functions; 0030_keyed_written_out makes it stable, so that statements inline it.
CREATE FUNCTION consents_keyed(kind text, value text, "inner" bytea, "outer" bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT sha256("outer" || sha256("inner" || convert_to(kind || ':' || value, 'UTF8'))) $$;
