-- Places that clients of an audience name, each once: zones are told by them in Python, for cities are words.
-- In: audience, a query that gives (customer_id, point_id). Out: time_zone, city, and the address where there is no city.
SELECT DISTINCT c.time_zone, c.city,
       CASE WHEN c.city = '' THEN COALESCE(NULLIF(c.address, ''), c.legal_address) ELSE '' END
  FROM ({audience}) AS a (customer_id, point_id) JOIN customers_customer c ON c.id = a.customer_id
