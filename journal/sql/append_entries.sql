-- Adds an entry for each row of a query that gives (object_id, details).
-- In: actor_id, actor_name, verb, object_type, secret (32 random bytes, forgotten afterwards); {rows}: the query.
-- A salt is made of sha256(secret, a number never used again): as good as random to whoever lacks the secret, and nine
-- times cheaper than asking the system for random bytes. The era is asked for once, not by the column's default for each row.
-- Out: number of entries. Cost: one pass over the query, no sort.
INSERT INTO journal_entry (
    actor_id, actor_name, verb, object_type, object_id, details, salt, details_hmac, era
)
SELECT
    %(actor_id)s, %(actor_name)s, %(verb)s, %(object_type)s, salted.object_id,
    salted.details,
    salted.salt,
    coalesce(sha256(salted.salt || convert_to(salted.details::text, 'UTF8')), ''::bytea),
    (SELECT journal_current_era())
FROM (
    SELECT
        given.object_id::text AS object_id,
        given.details::jsonb AS details,
        CASE
            WHEN given.details IS NOT NULL THEN substr(sha256(%(secret)s::bytea || int8send(nextval('journal_salt'))), 1, 16)
        END AS salt
    FROM ({rows}) AS given (object_id, details)
) AS salted
