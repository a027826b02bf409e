-- Cards that an operation made or changed. In: operation. Out: cards. Cost: index ranges of its rows.
SELECT id FROM customers_customer WHERE made_in = %(operation)s
 UNION
SELECT customer_id FROM customers_contactpoint WHERE made_in = %(operation)s
 UNION
SELECT e.pgh_obj_id FROM customers_customerevent e WHERE e.pgh_context_id = %(operation)s
 UNION
SELECT e.customer_id FROM customers_contactpointevent e WHERE e.pgh_context_id = %(operation)s
 ORDER BY 1
