-- What becomes of each client of an audience. In: verdicts, a table of the gate's answers with addresses; plus, minus,
-- queries of clients; away_seen, a condition that keeps to whom the author may write; campaign; control, parts of a
-- thousand that are kept out to compare with.
-- Out: customer_id, point_id, outcome, later. One message an address: the oldest card gets it. Who is in the control
-- group depends on campaign and client alone, so the draw comes out the same however often it is made.
-- Cost: one hash of those who may be written to; only those whose address another has too are sorted.
SELECT v.customer_id, v.point_id,
       CASE WHEN v.verdict = 'deny' THEN v.code
            WHEN copy.customer_id IS NOT NULL THEN 'duplicate_address'
            WHEN draw.is_control THEN 'control' ELSE 'ok' END AS outcome,
       CASE WHEN v.verdict <> 'defer' OR copy.customer_id IS NOT NULL OR draw.is_control THEN '' ELSE v.code END AS later
  FROM {verdicts} v
 CROSS JOIN LATERAL (
    SELECT (hashint8extended(v.customer_id, %(campaign)s) & 9223372036854775807) %% 1000 < %(control)s AS is_control
  ) AS draw
  LEFT JOIN (
    SELECT same.customer_id, row_number() OVER (PARTITION BY same.address ORDER BY same.customer_id) AS place
      FROM {verdicts} same
     WHERE same.verdict <> 'deny' AND hashtextextended(same.address, 0) IN (
        SELECT hashtextextended(able.address, 0) FROM {verdicts} able WHERE able.verdict <> 'deny'
         GROUP BY 1 HAVING count(*) > 1)
  ) AS copy ON copy.customer_id = v.customer_id AND copy.place > 1
UNION ALL
SELECT away.customer_id, NULL, 'minus', ''
  FROM ({plus} INTERSECT {minus}) AS away (customer_id) JOIN customers_customer c ON c.id = away.customer_id
 WHERE {away_seen}
