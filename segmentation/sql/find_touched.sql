-- Clients changed by transactions from after up to upto, and those nobody has counted yet.
-- In: after, upto. Out: clients. Cost: an index range.
SELECT customer_id FROM journal_touched
 WHERE tx >= %(after)s::xid8 AND tx < %(upto)s::xid8 AND what <> 'scores'
 UNION
SELECT s.customer_id FROM segmentation_customerscore s JOIN customers_customer c ON c.id = s.customer_id
 WHERE s.lifecycle = '' AND c.archived_at IS NULL
 ORDER BY 1
