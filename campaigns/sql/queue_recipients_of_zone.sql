-- As queue_recipients, of those who live in one zone. In: time_zones, cities, addresses, places: whose zone which is;
-- phones: zones by first digits; zone: which, empty: those of whom nobody knows.
SELECT r.customer_id, r.point_id, p.value
  FROM campaigns_recipient r
  JOIN customers_contactpoint p ON p.id = r.point_id AND p.customer_id = r.customer_id AND p.archived_at IS NULL
  JOIN customers_customer c ON c.id = r.customer_id
  LEFT JOIN unnest(%(time_zones)s::text[], %(cities)s::text[], %(addresses)s::text[], %(places)s::text[])
      AS place (time_zone, city, address, zone)
      ON place.time_zone = c.time_zone AND place.city = c.city
     AND place.address = CASE WHEN c.city = '' THEN COALESCE(NULLIF(c.address, ''), c.legal_address) ELSE '' END
 WHERE r.campaign_id = %(campaign)s AND r.outcome = 'ok' AND r.id > %(after)s AND r.id <= %(upto)s
   AND COALESCE(
           NULLIF(place.zone, ''),
           CASE WHEN p.kind = 'phone' THEN consents_zone_of_phone(p.value, %(phones)s::jsonb) END,
           '') = %(zone)s
