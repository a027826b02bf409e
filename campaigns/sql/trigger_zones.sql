-- The moment at which each client's own clock shows what it shall. In: found, the table of what was found; point_kind;
-- zone, the company's, for those of whom nobody knows; time_zones, cities, addresses, places, phones: whose zone which is.
-- Cost: one look at each client found.
UPDATE {found} f
   SET due_at = f.local_at AT TIME ZONE COALESCE(
           NULLIF(place.zone, ''),
           CASE WHEN p.kind = 'phone' THEN NULLIF(consents_zone_of_phone(p.value, %(phones)s::jsonb), '') END,
           %(zone)s)
  FROM customers_customer c
  LEFT JOIN customers_contactpoint p ON p.customer_id = c.id AND p.kind = %(point_kind)s AND p.is_primary
  LEFT JOIN unnest(%(time_zones)s::text[], %(cities)s::text[], %(addresses)s::text[], %(places)s::text[])
      AS place (time_zone, city, address, zone)
      ON place.time_zone = c.time_zone AND place.city = c.city
     AND place.address = CASE WHEN c.city = '' THEN COALESCE(NULLIF(c.address, ''), c.legal_address) ELSE '' END
 WHERE c.id = f.customer_id AND f.local_at IS NOT NULL
