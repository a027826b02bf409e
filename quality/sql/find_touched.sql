-- Cards changed by transactions from after up to upto, and those that have no row of comparison yet.
-- In: after, upto. Out: cards. Cost: an index range, an anti-join of two keys.
SELECT customer_id FROM journal_touched
 WHERE tx >= %(after)s::xid8 AND tx < %(upto)s::xid8 AND what = 'card'
 UNION
SELECT c.id FROM customers_customer c
 WHERE c.archived_at IS NULL AND NOT EXISTS (SELECT FROM quality_matchcard m WHERE m.customer_id = c.id)
 ORDER BY 1
