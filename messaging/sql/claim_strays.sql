-- Events that came before their message had the gateway's id find it now. In: since. Out: the events that found one.
-- Cost: one index look-up for each event without a message that is younger than `since`.
UPDATE messaging_deliveryevent e
   SET message_id = m.id
  FROM messaging_message m
 WHERE e.message_id IS NULL
   AND e.received_at >= %(since)s
   AND m.gateway_id = e.gateway_id
   AND m.provider_id = e.provider_id
   AND m.provider_id <> ''
RETURNING e.id
