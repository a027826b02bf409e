-- Keeps slots for messages: of a whole gateway (domain '') or of domains. A slot comes each `step` seconds and is kept for
-- good, so any number of workers share one pace; the time nobody used is not made up for.
-- In: gateway, domains, counts (arrays of equal length), step. Out: domain, the moment of its first new slot.
-- Cost: one upsert of a narrow row for each domain; rows are taken in order, so that two workers do not lock each other.
WITH asked AS (
    SELECT domain, count * %(step)s * interval '1 second' AS lasts
      FROM unnest(%(domains)s::text[], %(counts)s::int[]) AS asked (domain, count)
), taken AS (
    INSERT INTO messaging_gatewaypace AS standing (gateway_id, domain, next_at)
    SELECT %(gateway)s, asked.domain, statement_timestamp() + asked.lasts FROM asked ORDER BY asked.domain
        ON CONFLICT (gateway_id, domain) DO UPDATE
       SET next_at = GREATEST(standing.next_at, statement_timestamp()) + (excluded.next_at - statement_timestamp())
    RETURNING domain, next_at
)
SELECT taken.domain, taken.next_at - asked.lasts FROM taken JOIN asked USING (domain)
