-- Zones that numbers of an audience tell, Russian mobiles left out; see consents_zone_of_phone.
-- In: audience, a query that gives (customer_id, point_id); phones: zones by first digits. Out: zone.
SELECT DISTINCT consents_zone_of_phone(p.value, %(phones)s::jsonb)
  FROM ({audience}) AS a (customer_id, point_id) JOIN customers_contactpoint p ON p.id = a.point_id
 WHERE p.kind = 'phone' AND p.value NOT LIKE '+79%%' AND p.value <> ''
