-- Of invented clients one contact in ninety is not written to any more. In: ends (the moment the base ends on), inner and
-- outer (keys of consents_keyed). Out: number of suppressions. Cost: one pass over the contacts.
INSERT INTO consents_suppression (
    value_hmac, kind, channel, scope, purpose, reason, source, created_at, lifted_why)
SELECT DISTINCT ON (1)
       consents_keyed(p.kind, p.value, %(inner)s, %(outer)s), p.kind, '',
       CASE WHEN one.n / 90 %% 3 = 0 THEN 'all' ELSE 'advertising' END, '',
       CASE one.n / 90 %% 3 WHEN 0 THEN CASE p.kind WHEN 'email' THEN 'hard_bounce' ELSE 'invalid' END
                       WHEN 1 THEN 'unsubscribe' ELSE 'complaint' END,
       '', LEAST(%(ends)s::timestamptz, now()) - make_interval(days => one.n %% 200), ''
  FROM customers_contactpoint p
 CROSS JOIN LATERAL (SELECT ('x' || substr(md5(p.value), 1, 7))::bit(28)::int AS n) AS one
 WHERE p.kind IN ('phone', 'email') AND p.value <> '' AND one.n %% 90 < 1
    ON CONFLICT DO NOTHING
