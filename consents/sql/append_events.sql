-- Adds an event for each row of a query over contact points.
-- In: rows, the query, giving point_id, occurred_at, purpose_id, channel_id, action, method, document_id, document_sha256,
-- file_sha256, expires_at, supersedes, made_in, details; actor_id, actor_name, secret (32 random bytes, forgotten
-- afterwards), inner and outer (keys of consents_keyed).
-- Whose the point is, and the keyed hash of its value, are read here. A salt is made as in journal/sql/append_entries.sql.
-- Out: number of events. Cost: one look-up of the point a row; states follow by a trigger.
INSERT INTO consents_consentevent (
    occurred_at, customer_id, point_id, value_hmac, purpose_id, channel_id, action, method, document_id, document_sha256,
    file_sha256, expires_at, supersedes, actor_id, actor_name, made_in, details, salt, details_hmac, era)
SELECT
    salted.occurred_at, salted.customer_id, salted.point_id,
    consents_keyed(salted.kind, salted.value, %(inner)s, %(outer)s),
    salted.purpose_id, salted.channel_id, salted.action, salted.method, salted.document_id, salted.document_sha256,
    salted.file_sha256, salted.expires_at, salted.supersedes, %(actor_id)s, %(actor_name)s, salted.made_in,
    salted.details, salted.salt,
    coalesce(sha256(salted.salt || convert_to(salted.details::text, 'UTF8')), ''::bytea),
    (SELECT journal_current_era())
FROM (
    SELECT
        given.*, point.customer_id, point.kind, COALESCE(NULLIF(point.value, ''), point.raw) AS value,
        CASE
            WHEN given.details IS NOT NULL
            THEN substr(sha256(%(secret)s::bytea || int8send(nextval('journal_salt'))), 1, 16)
        END AS salt
    FROM ({rows}) AS given (
        point_id, occurred_at, purpose_id, channel_id, action, method, document_id, document_sha256, file_sha256,
        expires_at, supersedes, made_in, details)
    JOIN customers_contactpoint AS point ON point.id = given.point_id
) AS salted
