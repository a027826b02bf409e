-- Writes down that these are about to be handed over; committed before they are. Whoever lost the lease, or whose gateway
-- was paused in between, gets nothing back and hands nothing over. One that stands so already was written by a commit
-- whose answer got lost: the caller knows that he has not handed it over yet.
-- In: begun (jsonb: id, code, events, decided_at, values), begun_ids, by, seconds of the lease. Out: ids.
UPDATE messaging_message m
   SET status = 'handing', attempts = m.attempts + (m.status = 'leased')::int,
       lease_until = statement_timestamp() + %(seconds)s * interval '1 second',
       verdict_code = row.code, verdict_events = row.events, decided_at = row.decided_at,
       values = COALESCE(row.values, m.values)
  FROM jsonb_to_recordset(%(begun)s::jsonb) AS row (
        id uuid, code text, events bigint[], decided_at timestamptz, values jsonb),
       messaging_gateway gateway
 WHERE m.id = ANY (%(begun_ids)s::uuid[]) AND m.id = row.id AND m.lease_by = %(by)s AND m.status IN ('leased', 'handing')
   AND gateway.id = m.gateway_id AND gateway.is_active AND gateway.paused_at IS NULL
RETURNING m.id
