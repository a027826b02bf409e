-- A part, not a statement: `touched` for those whose scores have changed, so that segments look at them again.
, told AS (
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT customer_id, 'scores', now() FROM changed ORDER BY customer_id
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id()
)
