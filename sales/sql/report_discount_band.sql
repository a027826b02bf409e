-- A part, not a statement: how deep the discount of a purchase `p` was, as the upper edge of its band in per cent.
-- Of a return both numbers are below zero, so it stands in the band of what it returns.
CASE WHEN p.discount = 0 OR p.total + p.discount = 0 THEN 0
     WHEN 100 * p.discount / (p.total + p.discount) <= 5 THEN 5
     WHEN 100 * p.discount / (p.total + p.discount) <= 10 THEN 10
     WHEN 100 * p.discount / (p.total + p.discount) <= 15 THEN 15
     WHEN 100 * p.discount / (p.total + p.discount) <= 20 THEN 20
     WHEN 100 * p.discount / (p.total + p.discount) <= 30 THEN 30
     ELSE 100 END
