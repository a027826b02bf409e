SELECT chosen.id, point.id
  FROM ({customers}) AS chosen (id)
  LEFT JOIN customers_contactpoint point
    ON point.customer_id = chosen.id AND point.kind = %(point_kind)s AND point.is_primary
