-- Who was of which class and became of which. one and two give customer_id, code, money of two days.
-- Out: before, after, clients, money before, money after; an empty class: was not there, or has none.
-- Cost: the two pictures, one join by hash.
SELECT COALESCE(a.code, ''), COALESCE(b.code, ''), count(*), COALESCE(sum(a.money), 0), COALESCE(sum(b.money), 0)
  FROM ({one}) a FULL JOIN ({two}) b ON b.customer_id = a.customer_id
 GROUP BY 1, 2
 ORDER BY 1, 2
