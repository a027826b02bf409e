-- What becomes of each client of an audience. In: verdicts, a table of the gate's answers; plus, minus, queries of
-- clients; seen, as in audience_rows; campaign; control, parts of a thousand that are kept out to compare with.
-- Out: customer_id, point_id, outcome, later. One message an address: the oldest card gets it. Who is in the control
-- group depends on campaign and client alone, so the draw comes out the same however often it is made.
-- Cost: one sort of those who may be written to.
SELECT able.customer_id, able.point_id,
       CASE WHEN able.copy > 1 THEN 'duplicate_address'
            WHEN able.is_control THEN 'control' ELSE 'ok' END AS outcome,
       CASE WHEN able.copy > 1 OR able.is_control OR able.verdict = 'allow' THEN '' ELSE able.code END AS later
  FROM (
    SELECT v.customer_id, v.point_id, v.verdict, v.code,
           row_number() OVER (PARTITION BY p.value ORDER BY v.customer_id) AS copy,
           (hashint8extended(v.customer_id, %(campaign)s) & 9223372036854775807) %% 1000 < %(control)s AS is_control
      FROM {verdicts} v JOIN customers_contactpoint p ON p.id = v.point_id
     WHERE v.verdict <> 'deny'
  ) AS able
UNION ALL
SELECT v.customer_id, v.point_id, v.code, '' FROM {verdicts} v WHERE v.verdict = 'deny'
UNION ALL
SELECT away.customer_id, NULL, 'minus', ''
  FROM ({plus} INTERSECT {minus}) AS away (customer_id) JOIN customers_customer c ON c.id = away.customer_id
 WHERE {away_seen}
