-- Replaces a function of interactions/sql/silence_functions.sql: what a colleague wrote to a client by hand and what left
-- the house is a touch like a call of his; campaigns, events and confirmations are not, nor is what did not come through.
-- Run by the migration 0040. Cost: one look-up in interaction_touches and one in message_touches a client.
CREATE OR REPLACE FUNCTION interactions_retouch(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM interactions_lasttouch WHERE customer_id = ANY (ids) ORDER BY customer_id FOR UPDATE;
    UPDATE interactions_lasttouch t
       SET at = fresh.at, kind = fresh.kind, author_id = fresh.author_id, silent_since = fresh.silent_since
      FROM (SELECT u.id, COALESCE(i.at, 'epoch'::timestamptz) AS at, COALESCE(i.kind, '') AS kind, i.author_id,
                   COALESCE(i.at, (SELECT c.created_at FROM customers_customer c WHERE c.id = u.id)) AS silent_since
              FROM unnest(ids) AS u (id)
              LEFT JOIN LATERAL (
                   SELECT newest.at, newest.kind, newest.author_id
                     FROM ((SELECT x.at, x.kind, x.author_id FROM interactions_interaction x
                             WHERE x.customer_id = u.id AND x.archived_at IS NULL AND x.kind <> 'note'
                               AND x.direction <> 'missed'
                             ORDER BY x.at DESC, x.id DESC LIMIT 1)
                           UNION ALL
                           (SELECT m.handed_at, messaging_kind_of_talk(m.channel), m.created_by_id
                              FROM messaging_message m
                             WHERE m.customer_id = u.id AND m.source = 'single' AND m.handed_at IS NOT NULL
                               AND NOT m.status IN ('failed', 'expired')
                             ORDER BY m.handed_at DESC LIMIT 1)) newest
                    ORDER BY newest.at DESC LIMIT 1) i ON true) fresh
     WHERE t.customer_id = fresh.id AND fresh.silent_since IS NOT NULL
       AND (t.at, t.kind, t.author_id) IS DISTINCT FROM (fresh.at, fresh.kind, fresh.author_id);
END
$$;
