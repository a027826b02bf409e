-- A part, not a statement: buyers of some kinds, who cost most first. source is part_costs. In: kinds; shown says whose
-- cards may be opened. Cost: the source.
SELECT customer_id AS id, -profit AS weight, total, discount, profit
  FROM ({source}) told
 WHERE kind = ANY (%(kinds)s::text[]) AND {shown}
