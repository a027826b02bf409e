-- No input. Output: number of value rows that were different. Counts the values of everybody anew, writes those that
-- differ and `touched` with them. Cost: one scan of purchases, one of value rows.
WITH fresh AS (
    {columns}
      FROM sales_customervalue s LEFT JOIN ({aggregate}) a ON a.customer_id = s.customer_id
), written AS (
    {write}
), told AS (
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT customer_id, 'purchases', now() FROM written
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id()
    RETURNING 1
)
SELECT count(*) FROM told;
