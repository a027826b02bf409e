-- Marks the items of a batch that cannot be handed over, and why.
-- in: operation, after, upto, leaver, allowed (may the person still do it), able (ids who can receive), cities, to
-- out: items 'refused' with gone, not_yours, taken_since, receiver_left
-- cost: one look by key an item
WITH told AS MATERIALIZED (
    SELECT i.ctid AS place,
           CASE WHEN c.id IS NULL THEN 'gone'
                WHEN NOT %(allowed)s THEN 'not_yours'
                WHEN c.responsible_id IS DISTINCT FROM %(leaver)s THEN 'taken_since'
                WHEN NOT {receiver} = ANY (%(able)s::bigint[]) THEN 'receiver_left'
                ELSE '' END AS code
      FROM journal_operationitem i
      LEFT JOIN LATERAL (
          SELECT id, responsible_id, city FROM customers_customer WHERE id = i.object_id::bigint) AS c ON true
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s)
UPDATE journal_operationitem i SET state = 'refused', reason = told.code
  FROM told WHERE i.ctid = told.place AND told.code <> ''
