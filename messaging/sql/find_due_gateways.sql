-- Gateways that have something to hand over now, the most urgent first; not those that asked for a rest.
-- In: priorities (smallint[]). Out: gateway, priority, not_before of what is next.
-- Cost: one probe of the queue's index for each gateway and priority.
SELECT gateway.id, first.priority, first.not_before
  FROM messaging_gateway gateway
 CROSS JOIN LATERAL (
    SELECT priority.code AS priority, next.not_before
      FROM unnest(%(priorities)s::smallint[]) AS priority (code)
     CROSS JOIN LATERAL (
        SELECT waiting.not_before
          FROM messaging_message waiting
         WHERE waiting.status = 'queued' AND waiting.gateway_id = gateway.id
           AND waiting.priority = priority.code AND waiting.not_before <= statement_timestamp()
         ORDER BY waiting.not_before, waiting.id
         LIMIT 1
     ) AS next
     ORDER BY priority.code
     LIMIT 1
 ) AS first
 WHERE gateway.is_active AND gateway.paused_at IS NULL
   AND NOT EXISTS (
        SELECT FROM messaging_gatewaypace pace
         WHERE pace.gateway_id = gateway.id AND pace.domain = '' AND pace.next_at > statement_timestamp() + interval '5 seconds')
 ORDER BY first.priority, first.not_before, gateway.id
