-- Adds one entry. Time, transaction and era are the database's own defaults.
-- In: actor_id, actor_name, verb, object_type, object_id, details (JSON text or NULL), salt (16 random bytes).
-- Cost: one row; waits for nobody.
INSERT INTO journal_entry (actor_id, actor_name, verb, object_type, object_id, details, salt, details_hmac)
SELECT
    %(actor_id)s, %(actor_name)s, %(verb)s, %(object_type)s, %(object_id)s,
    given.details,
    CASE WHEN given.details IS NOT NULL THEN %(salt)s::bytea END,
    coalesce(sha256(%(salt)s::bytea || convert_to(given.details::text, 'UTF8')), ''::bytea)
FROM (SELECT %(details)s::jsonb AS details) AS given
