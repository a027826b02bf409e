-- Those due whom the law lets be written to, numbered for each client by time. In: due, verdicts: tables; campaign,
-- control: as in find_outcomes, so that who is compared with once always is. Out: for trigger_outcomes.
-- Cost: one sort of them.
SELECT d.customer_id, d.day, d.due_at, d.point_id, d.kind, d.address, v.verdict, v.code,
       row_number() OVER (PARTITION BY d.customer_id ORDER BY d.due_at, d.day) AS n,
       (hashint8extended(d.customer_id, %(campaign)s) & 9223372036854775807) %% 1000 < %(control)s AS is_control
  FROM {due} d JOIN {verdicts} v ON v.customer_id = d.customer_id
 WHERE NOT d.is_minus AND v.verdict <> 'deny'
