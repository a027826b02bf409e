-- Buyers of one kind, who cost most first. source is part_costs. In: kind, most; shown says whose cards may be opened.
-- Out: id, sum, discount, profit. Cost: the source, one sort of the kind.
SELECT customer_id, total, discount, profit
  FROM ({source}) told
 WHERE kind = %(kind)s AND {shown}
 ORDER BY profit, customer_id
 LIMIT %(most)s
