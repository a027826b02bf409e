-- Who stands behind one cell of report_moves, those with most at stake first. In: before, after, most.
-- Out: id, money before, money after. Cost: as report_moves.
SELECT COALESCE(a.customer_id, b.customer_id), COALESCE(a.money, 0), COALESCE(b.money, 0)
  FROM ({one}) a FULL JOIN ({two}) b ON b.customer_id = a.customer_id
 WHERE COALESCE(a.code, '') = %(before)s AND COALESCE(b.code, '') = %(after)s
 ORDER BY GREATEST(COALESCE(a.money, 0), COALESCE(b.money, 0)) DESC, 1
 LIMIT %(most)s
