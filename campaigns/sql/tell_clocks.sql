-- At which hour of his own clock each client opened and clicked. In: campaign; time_zones, cities, addresses, places:
-- whose zone which is; phones: zones by first digits; home: the zone of those of whom nobody knows.
-- Cost: one pass over the campaign's responses; only those that changed are written. Hours are found once
-- whatever is believed of rows just written (ADR 0003): for each row anew they would be found as often as there are rows.
WITH found AS MATERIALIZED (
    SELECT one.id, extract(hour FROM one.opened_at AT TIME ZONE zone.name)::smallint AS opened_hour,
           extract(hour FROM one.clicked_at AT TIME ZONE zone.name)::smallint AS clicked_hour
       FROM campaigns_response one
       JOIN messaging_message m ON m.id = one.message_id
       JOIN customers_customer c ON c.id = one.customer_id
       LEFT JOIN customers_contactpoint p ON p.id = m.point_id
       LEFT JOIN unnest(%(time_zones)s::text[], %(cities)s::text[], %(addresses)s::text[], %(places)s::text[])
           AS place (time_zone, city, address, zone)
           ON place.time_zone = c.time_zone AND place.city = c.city
          AND place.address = CASE WHEN c.city = '' THEN COALESCE(NULLIF(c.address, ''), c.legal_address) ELSE '' END
      CROSS JOIN LATERAL (SELECT COALESCE(
            NULLIF(place.zone, ''),
            NULLIF(CASE WHEN p.kind = 'phone' THEN consents_zone_of_phone(p.value, %(phones)s::jsonb) END, ''),
            %(home)s) AS name) AS zone
      WHERE one.campaign_id = %(campaign)s AND one.opened_at IS NOT NULL
)
UPDATE campaigns_response r SET opened_hour = found.opened_hour, clicked_hour = found.clicked_hour
  FROM found
 WHERE r.id = found.id AND (r.opened_hour, r.clicked_hour) IS DISTINCT FROM (found.opened_hour, found.clicked_hour)
