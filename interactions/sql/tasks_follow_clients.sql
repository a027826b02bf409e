-- Gives the open tasks of the responsible of these clients to who is about to get the clients.
-- in: clients, to
-- out: interactions_task.responsible_id
-- cost: one look by key a client
UPDATE interactions_task t SET responsible_id = %(to)s, updated_at = now()
  FROM customers_customer c
 WHERE c.id = ANY (%(clients)s) AND t.customer_id = c.id AND t.state = 'open'
   AND t.responsible_id = c.responsible_id AND t.responsible_id <> %(to)s
