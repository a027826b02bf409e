-- A part, not a statement: who stands behind some fields of report_moves, with money of both days. In: moves («before:after»).
-- Cost: as report_moves.
SELECT COALESCE(a.customer_id, b.customer_id) AS id,
       GREATEST(COALESCE(a.money, 0), COALESCE(b.money, 0)) AS weight, COALESCE(a.money, 0), COALESCE(b.money, 0)
  FROM ({one}) a FULL JOIN ({two}) b ON b.customer_id = a.customer_id
 WHERE concat(a.code, ':', b.code) = ANY (%(moves)s::text[])
