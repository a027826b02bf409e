-- Input: import, create (whether known documents are left alone; those something was returned of always are), currency,
-- products, product_ids (texts of the file and what they are). Of purchases that stand in the base already rows become unchanged or updated, all rows of a document
-- alike. Cost: one scan of the import's rows, one look-up a document.
WITH docs AS MATERIALIZED (
    SELECT s.customer_id, s.writes->>'number' AS number, array_agg(s.ctid) AS places, min((s.writes->>'purchased_at')::timestamptz) AS at,
           sum(round((s.writes->>'cost')::numeric * (s.writes->>'quantity')::numeric, 2)) AS cost,
           min(s.writes->>'status') AS status, COALESCE(min(s.writes->>'currency'), %(currency)s) AS currency,
           COALESCE(min((s.writes->>'rate')::numeric), 1) AS rate, min(lower(s.writes->>'shop')) AS shop,
           min((s.writes->>'seller')::bigint) AS seller,
           array_agg(concat_ws('|', COALESCE(g.id::text, '+' || (s.writes->>'product'), ''),
                (s.writes->>'quantity')::numeric(14, 3), (s.writes->>'price')::numeric(18, 2),
                (s.writes->>'discount')::numeric(18, 2)) COLLATE "C" ORDER BY
                concat_ws('|', COALESCE(g.id::text, '+' || (s.writes->>'product'), ''),
                (s.writes->>'quantity')::numeric(14, 3), (s.writes->>'price')::numeric(18, 2),
                (s.writes->>'discount')::numeric(18, 2)) COLLATE "C") AS lines
      FROM imports_stagedrow s
      LEFT JOIN unnest(%(products)s::text[], %(product_ids)s::bigint[]) AS g (text, id) ON g.text = s.writes->>'product'
     WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.customer_id IS NOT NULL AND s.writes->>'number' <> ''
     GROUP BY 1, 2
), known AS MATERIALIZED (
    SELECT d.places,
           p.purchased_at = d.at AND p.cost = d.cost AND p.status = d.status AND p.currency = d.currency
           AND p.rate = d.rate AND COALESCE(p.seller_id = d.seller, d.seller IS NULL) AND l.lines = d.lines
           AND COALESCE((SELECT lower(name) FROM sales_shop h WHERE h.id = p.shop_id) = d.shop, d.shop IS NULL) AS same,
           (SELECT count(*) FROM sales_purchase r WHERE r.returns_id = p.id) > 0 AS returned
      FROM docs d
     CROSS JOIN LATERAL (
           SELECT * FROM sales_purchase p
            WHERE p.customer_id = d.customer_id AND p.number = d.number AND p.number <> '' OFFSET 0) p
     CROSS JOIN LATERAL (
           SELECT array_agg(text ORDER BY text) AS lines
             FROM (SELECT concat_ws('|', COALESCE(product_id::text, ''), quantity, price, discount) COLLATE "C" AS text
                     FROM sales_purchaseline WHERE purchase_id = p.id) t) l
)
UPDATE imports_stagedrow s
   SET verdict = CASE WHEN k.same OR k.returned OR %(create)s THEN 'unchanged' ELSE 'updated' END,
       reason = CASE WHEN k.same THEN 'already' WHEN %(create)s THEN 'known_purchase' WHEN k.returned THEN 'has_returns'
                ELSE '' END
  FROM (SELECT unnest(places) AS place, same, returned FROM known) k
 WHERE s.ctid = k.place;
