-- Gives the clients of a batch to their receivers. When the card was last changed stays as it was: the receiver
-- wants to know when somebody last worked with the client.
-- in: operation, after, upto, cities, to
-- out: customers_customer.responsible_id
-- cost: one look by key an item; the items have no statistics, so they are read first
WITH given AS MATERIALIZED (
    SELECT i.object_id::bigint AS id, i.seq FROM journal_operationitem i
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen')
UPDATE customers_customer c SET responsible_id = {receiver}
  FROM given i WHERE c.id = i.id
