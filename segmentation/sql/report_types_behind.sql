-- Whose base type has this reason, the dearest first. counted and shown say whose. In: lifecycle, ground, most.
-- Out: ids. Cost: the clients of the type by its index.
SELECT s.customer_id
  FROM segmentation_customerscore s
 WHERE s.lifecycle = %(lifecycle)s AND s.ground = %(ground)s AND {counted} AND {shown}
 ORDER BY s.monetary DESC, s.customer_id
 LIMIT %(most)s
