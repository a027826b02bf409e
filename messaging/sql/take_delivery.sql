-- Writes down what a gateway told of messages, each state once. A message is found by our key, else by the gateway's id;
-- of an id that nobody knows the event waits: a callback may be quicker than the commit that writes the id down.
-- In: gateway, told (jsonb). Out: the new events. Cost: one index look-up for each, twice where both names are given.
WITH told AS (
    SELECT *
      FROM jsonb_to_recordset(%(told)s::jsonb) AS r (
           n int, provider_id text, key uuid, status text, at timestamptz, kind text, code text, words text,
           price numeric, raw jsonb)
), named AS (
    SELECT t.*, m.id AS message_id,
           COALESCE(NULLIF(m.provider_id, ''), NULLIF(t.provider_id, ''), replace(t.key::text, '-', '')) AS name
      FROM told t
      LEFT JOIN LATERAL (
           SELECT found.id, found.provider_id
             FROM (
                   SELECT k.id, k.provider_id, 0 AS place, k.created_at
                     FROM messaging_message k
                    WHERE k.id = t.key AND k.gateway_id = %(gateway)s
                    UNION ALL
                   SELECT p.id, p.provider_id, 1, p.created_at
                     FROM messaging_message p
                    WHERE p.gateway_id = %(gateway)s AND p.provider_id = t.provider_id AND p.provider_id <> ''
                  ) found
            ORDER BY found.place, found.created_at DESC
            LIMIT 1
           ) m ON true
)
INSERT INTO messaging_deliveryevent
       (gateway_id, provider_id, status, message_id, at, kind, code, words, price, raw, received_at)
SELECT %(gateway)s, name, status, message_id, at, kind, code, words, price, raw, clock_timestamp()
  FROM (SELECT DISTINCT ON (name, status) * FROM named WHERE name IS NOT NULL ORDER BY name, status, n) once
 ORDER BY n
    ON CONFLICT (gateway_id, provider_id, status) DO NOTHING
RETURNING id
