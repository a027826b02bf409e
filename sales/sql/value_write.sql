-- A part, not a statement: writes the rows of `fresh` that differ from what stands. Returns their clients.
UPDATE sales_customervalue v
   SET number = f.number, total = f.total, profit = f.profit, discount = f.discount, first_at = f.first_at,
       last_at = f.last_at, average_check = f.average_check, average_interval = f.average_interval,
       number_90 = f.number_90, total_90 = f.total_90, number_365 = f.number_365, total_365 = f.total_365
  FROM fresh f
 WHERE v.customer_id = f.customer_id
   AND (v.number, v.total, v.profit, v.discount, v.first_at, v.last_at, v.average_check, v.average_interval,
        v.number_90, v.total_90, v.number_365, v.total_365)
       IS DISTINCT FROM (f.number, f.total, f.profit, f.discount, f.first_at, f.last_at, f.average_check,
        f.average_interval, f.number_90, f.total_90, f.number_365, f.total_365)
RETURNING v.customer_id
