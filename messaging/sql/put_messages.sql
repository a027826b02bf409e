-- Queues one message for each row of an audience; who has his already (the same client, or another card with the same
-- address) gets no second one.
-- In: the audience, SQL that gives (customer_id, point_id, address); the rest is common to all. Out: how many were queued.
-- Cost: one insert of each; ids come in order of time, so its indexes grow at one end.
INSERT INTO messaging_message (
    id, customer_id, point_id, address, channel, message_class, purpose, gateway_id, source, campaign_id, step,
    occurrence, subject, body_text, body_html, headers, attachments, template_version_id, values, status, priority,
    not_before, not_after, lease_by, attempts, provider_id, currency, error_kind, error_code, error_text, verdict_code,
    verdict_events, approved_by_id, created_by_id, created_at, made_in)
SELECT messaging_new_id(), audience.customer_id, audience.point_id, audience.address, %(channel)s, %(message_class)s,
       %(purpose)s, %(gateway_id)s, %(source)s, %(campaign_id)s, %(step)s, %(occurrence)s, %(subject)s, %(body_text)s,
       %(body_html)s, '{}'::jsonb, ARRAY[]::uuid[], %(template_version_id)s, '{}'::jsonb, 'queued', %(priority)s,
       COALESCE(%(not_before)s, statement_timestamp()), %(not_after)s, '', 0, '', '', '', '', '', '', ARRAY[]::bigint[],
       %(approved_by_id)s, %(created_by_id)s, statement_timestamp(), %(made_in)s
  FROM ({audience}) AS audience (customer_id, point_id, address)
 WHERE audience.address <> ''
    ON CONFLICT DO NOTHING
