-- Gives back the slots of domains that nobody waits for any more: the next is after the last that is waited for.
-- In: gateways (array), the seconds between two slots of each. Out: nothing.
-- Cost: one walk of what waits at these gateways, by the partial index of the queue; asked when a campaign is taken back.
WITH paced AS (
    SELECT gateway, step FROM unnest(%(gateways)s::bigint[], %(steps)s::float8[]) AS paced (gateway, step)
), last AS (
    SELECT m.gateway_id, lower(substring(m.address FROM '[^@]*$')) AS domain,
           max(m.paced_at) + paced.step * interval '1 second' AS next_at
      FROM messaging_message m
      JOIN paced ON paced.gateway = m.gateway_id
     WHERE m.status = 'queued' AND m.paced_at > statement_timestamp()
     GROUP BY m.gateway_id, lower(substring(m.address FROM '[^@]*$')), paced.step
)
UPDATE messaging_gatewaypace pace
   SET next_at = COALESCE(
       (SELECT next_at FROM last WHERE last.gateway_id = pace.gateway_id AND last.domain = pace.domain),
       statement_timestamp())
  FROM paced
 WHERE pace.gateway_id = paced.gateway AND pace.domain <> '' AND pace.next_at > statement_timestamp()
