-- Gives the open tasks of who leaves to the new responsible of their clients.
-- in: operation, leaver, after, upto
-- out: interactions_task.responsible_id
-- cost: one look by key an item; the items have no statistics, so they are read first
WITH given AS MATERIALIZED (
    SELECT i.object_id::bigint AS id FROM journal_operationitem i
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen')
UPDATE interactions_task t SET responsible_id = c.responsible_id, updated_at = now()
  FROM given g JOIN customers_customer c ON c.id = g.id
 WHERE t.customer_id = g.id AND t.state = 'open' AND t.responsible_id = %(leaver)s
   AND c.responsible_id IS DISTINCT FROM t.responsible_id
