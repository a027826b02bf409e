-- Of invented clients who agreed one in seven got advertising these days. In: ends (the moment the base ends on). Out: number of rows.
-- Cost: one pass over the clients' consents.
INSERT INTO consents_contactload (customer_id, message_class, family, recent)
SELECT c.customer_id, 'advertising', family.code,
       ARRAY(SELECT LEAST(%(ends)s::timestamptz, now()) - make_interval(days => c.customer_id::int %% 4 + 9 * again)
               FROM generate_series(0, c.customer_id::int %% 3) AS again)
  FROM consents_clientconsents c
 CROSS JOIN LATERAL (VALUES (CASE WHEN 'sms' = ANY (c.ads) THEN 'sms' ELSE 'email' END), ('all')) AS family (code)
 WHERE c.ads && ARRAY['sms', 'email']::varchar[] AND c.customer_id %% 7 = 3
    ON CONFLICT DO NOTHING
