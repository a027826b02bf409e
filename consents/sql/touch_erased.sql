-- Says that erased clients have changed, so that scores, duplicates and triggers look again.
-- Inputs: ids. Output: none. Cost: one row a client, by the unique key.
INSERT INTO journal_touched (customer_id, what, at)
SELECT id, 'erased', now() FROM unnest(%(ids)s::bigint[]) AS given (id) ORDER BY id
ON CONFLICT (customer_id, what) DO UPDATE SET at = EXCLUDED.at, tx = pg_current_xact_id()
