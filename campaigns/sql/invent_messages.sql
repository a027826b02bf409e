-- Messages of an invented campaign as they stand some days later. In: what is common to all; started; failed, denied (of
-- a thousand); upto, how many have gone, the others wait until later; price. Cost: one insert of each recipient.
INSERT INTO messaging_message (
    id, customer_id, point_id, address, channel, message_class, purpose, gateway_id, source, campaign_id, step,
    occurrence, subject, body_text, body_html, headers, attachments, template_version_id, values, status, priority,
    not_before, lease_by, attempts, provider_id, price, currency, error_kind, error_code, error_text, verdict_code,
    verdict_events, decided_at, approved_by_id, created_by_id, created_at, handed_at, delivered_at, failed_at)
SELECT (lpad(to_hex((extract(epoch FROM went) * 1000)::bigint), 12, '0') || '7' || substr(md5, 1, 3) || '8'
            || substr(md5, 4, 15))::uuid,
       customer_id, point_id, address, %(channel)s, %(message_class)s, %(purpose)s, %(gateway)s, 'campaign',
       %(campaign)s, 0, '', %(subject)s, '', '', '{}'::jsonb, ARRAY[]::uuid[], %(version)s, '{}'::jsonb, status,
       %(priority)s, CASE WHEN status = 'queued' THEN %(later)s ELSE %(started)s::timestamptz END, '',
       (handed_at IS NOT NULL)::int, CASE WHEN handed_at IS NULL THEN '' ELSE 'demo-' || substr(md5, 1, 12) END,
       CASE WHEN handed_at IS NOT NULL THEN %(price)s::numeric END, 'RUB',
       CASE WHEN status = 'failed' THEN 'recipient' ELSE '' END,
       CASE WHEN status <> 'failed' THEN '' WHEN %(channel)s = 'email' THEN '550' ELSE 'ABSENT' END,
       CASE WHEN status <> 'failed' THEN '' WHEN %(channel)s = 'email' THEN '5.1.1 No such mailbox here'
            ELSE 'Absent subscriber' END,
       CASE status WHEN 'queued' THEN '' WHEN 'denied' THEN 'often_week' ELSE 'ok' END,
       ARRAY[]::bigint[], CASE WHEN status <> 'queued' THEN went END, %(by)s, %(by)s, %(started)s, handed_at,
       CASE WHEN status = 'delivered' THEN handed_at + make_interval(secs => 4 + luck %% 80) END,
       CASE WHEN status = 'failed' THEN handed_at + make_interval(secs => 2 + luck %% 40) END
  FROM (SELECT one.*, CASE WHEN status IN ('delivered', 'failed') THEN went END AS handed_at
          FROM (SELECT r.customer_id, r.point_id, p.value AS address, row.*,
                       %(started)s::timestamptz + make_interval(secs => 60 + 1.3 * row.place) AS went,
                       CASE WHEN row.place > %(upto)s THEN 'queued' WHEN row.luck %% 1000 < %(failed)s THEN 'failed'
                            WHEN row.luck %% 1000 < %(failed)s + %(denied)s THEN 'denied' ELSE 'delivered' END AS status
                  FROM (SELECT id, row_number() OVER (ORDER BY id) AS place,
                               md5(customer_id || ':' || %(campaign)s) AS md5,
                               (hashint8extended(customer_id, %(campaign)s * 11) & 1048575)::int AS luck
                          FROM campaigns_recipient WHERE campaign_id = %(campaign)s AND outcome = 'ok') AS row
                  JOIN campaigns_recipient r ON r.id = row.id
                  JOIN customers_contactpoint p ON p.id = r.point_id) AS one) AS told
