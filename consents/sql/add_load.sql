-- Adds messages to what clients got of late, in their family of channels and in all together.
-- In: what was told, rows (client, class, family, moment); most: how many moments are kept.
-- Cost: one upsert of two narrow rows for each client; rows are taken in order, so that two writers do not lock each other.
INSERT INTO consents_contactload AS standing (customer_id, message_class, family, recent)
SELECT told.customer_id, told.class, family.code, (array_agg(told.at ORDER BY told.at DESC))[:%(most)s]
  FROM {told} AS told (customer_id, class, family, at)
  JOIN customers_customer c ON c.id = told.customer_id
 CROSS JOIN LATERAL (VALUES (told.family), ('all')) AS family (code)
 GROUP BY told.customer_id, told.class, family.code
 ORDER BY told.customer_id, told.class, family.code
    ON CONFLICT (customer_id, message_class, family) DO UPDATE
   SET recent = ARRAY(
        SELECT moment FROM unnest(standing.recent || excluded.recent) AS joined (moment)
         WHERE moment > excluded.recent[1] - interval '32 days' ORDER BY moment DESC LIMIT %(most)s)
