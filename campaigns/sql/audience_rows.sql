-- The audience before the law is asked: client and contact. In: named, a query of clients, each once; seen, a condition
-- that keeps to whom the author may write; point_kind, what the channel needs. Cost: a join by index.
SELECT chosen.customer_id, point.id
  FROM ({named}) AS chosen (customer_id)
  LEFT JOIN customers_contactpoint point
    ON point.customer_id = chosen.customer_id AND point.kind = %(point_kind)s AND point.is_primary
 WHERE {seen}
