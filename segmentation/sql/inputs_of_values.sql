-- A part, not a statement: what grades are told from, of today, out of standing value rows; `which` says whose.
-- In: zone. Only for the whole history net of returns: other wishes are counted from purchases. Cost: one scan of values.
SELECT v.customer_id, c.created_at, c.archived_at IS NULL AS is_scored, v.number,
       CASE WHEN v.number > 0 THEN (v.last_at AT TIME ZONE %(zone)s)::date END AS last_on,
       v.average_interval, v.total_365 AS year_total, v.number AS w_number, v.total AS w_total, v.profit AS w_profit
  FROM sales_customervalue v JOIN customers_customer c ON c.id = v.customer_id
 WHERE {which}
