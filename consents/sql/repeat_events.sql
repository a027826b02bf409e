-- What an undo declared void is brought anew, when the undo itself is taken back.
-- In: undo, the operation by which it was declared void; redo, the one that brings it again; actor_id, actor_name, secret
-- (32 random bytes, forgotten afterwards).
-- Copied from the events themselves: the contacts may come back only after this, their states follow by a trigger. Of an
-- erased person nothing is repeated. Out: number of events. Cost: the events of that undo by their index.
INSERT INTO consents_consentevent (
    occurred_at, customer_id, point_id, value_hmac, purpose_id, channel_id, action, method, document_id, document_sha256,
    file_sha256, expires_at, actor_id, actor_name, made_in, details, salt, details_hmac, era)
SELECT
    salted.occurred_at, salted.customer_id, salted.point_id, salted.value_hmac, salted.purpose_id, salted.channel_id,
    salted.action, salted.method, salted.document_id, salted.document_sha256, salted.file_sha256, salted.expires_at,
    %(actor_id)s, %(actor_name)s, %(redo)s, salted.details, salted.salt,
    coalesce(sha256(salted.salt || convert_to(salted.details::text, 'UTF8')), ''::bytea),
    (SELECT journal_current_era())
FROM (
    SELECT
        event.occurred_at, event.customer_id, event.point_id, event.value_hmac, event.purpose_id, event.channel_id,
        event.action, event.method, event.document_id, event.document_sha256, event.file_sha256, event.expires_at,
        event.details,
        CASE
            WHEN event.details IS NOT NULL
            THEN substr(sha256(%(secret)s::bytea || int8send(nextval('journal_salt'))), 1, 16)
        END AS salt
    FROM consents_consentevent AS void
    JOIN consents_consentevent AS event ON event.id = void.supersedes
    WHERE void.made_in = %(undo)s
      AND void.action = 'superseded'
      AND NOT EXISTS (SELECT 1 FROM consents_erasedcustomer AS gone WHERE gone.customer_id = event.customer_id)
    ORDER BY event.id
) AS salted
