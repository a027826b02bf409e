-- Takes up what one gateway may hand over now: what waits longest of the highest priority.
-- A client with a message on its way is left for the next claim: limits of how often one may write to him count what was
-- handed over, so two of his at once would not see each other. Claims therefore go one after the other (the caller holds
-- a lock of its transaction); what they lock they skip.
-- In: gateway, by, seconds of the lease, most, priorities (smallint[], in order). Out: ids.
-- Cost: a walk of the partial index of the queue for each priority, one probe for each message.
UPDATE messaging_message taken
   SET status = 'leased', lease_by = %(by)s, lease_until = statement_timestamp() + %(seconds)s * interval '1 second'
  FROM (
    SELECT next.id
      FROM unnest(%(priorities)s::smallint[]) AS priority (code)
     CROSS JOIN LATERAL (
        SELECT waiting.id
          FROM messaging_message waiting
          JOIN messaging_gateway gateway ON gateway.id = waiting.gateway_id
         WHERE waiting.status = 'queued' AND waiting.gateway_id = %(gateway)s
           AND waiting.priority = priority.code AND waiting.not_before <= statement_timestamp()
           AND gateway.is_active AND gateway.paused_at IS NULL
           AND NOT EXISTS (
                SELECT FROM messaging_message other
                 WHERE other.customer_id = waiting.customer_id AND other.status IN ('leased', 'handing'))
         ORDER BY waiting.not_before, waiting.id
         LIMIT %(most)s
           FOR UPDATE OF waiting SKIP LOCKED
     ) AS next
     LIMIT %(most)s
  ) AS chosen
 WHERE taken.id = chosen.id
RETURNING taken.id
