-- What other programs call these cards: the number of the main program if they have one, else the oldest.
-- In: ids. Out: card, number. Cost: an index look-up a card.
SELECT DISTINCT ON (e.customer_id) e.customer_id, e.value
  FROM customers_externalid e WHERE e.customer_id = ANY (%(ids)s::bigint[])
 ORDER BY e.customer_id, e.source <> 'main', e.id
