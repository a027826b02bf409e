-- Input: import, create (whether known documents are left alone). Of purchases that stand in the base already rows become
-- unchanged or updated, all rows of a document alike. Cost: one scan of the import's rows, one look-up a document.
WITH docs AS MATERIALIZED (
    SELECT s.customer_id, s.writes->>'number' AS number, count(*) AS lines, min((s.writes->>'purchased_at')::timestamptz) AS at,
           sum(round((s.writes->>'price')::numeric * (s.writes->>'quantity')::numeric, 2) - (s.writes->>'discount')::numeric)
               AS total,
           sum(round((s.writes->>'cost')::numeric * (s.writes->>'quantity')::numeric, 2)) AS cost,
           sum((s.writes->>'quantity')::numeric) AS quantity, min(s.writes->>'status') AS status
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.customer_id IS NOT NULL AND s.writes->>'number' <> ''
     GROUP BY 1, 2
), known AS MATERIALIZED (
    SELECT d.customer_id, d.number,
           p.purchased_at = d.at AND p.own_total = d.total AND p.cost = d.cost AND p.status = d.status
           AND l.lines = d.lines AND l.quantity = d.quantity AS same
      FROM docs d
      JOIN sales_purchase p ON p.customer_id = d.customer_id AND p.number = d.number AND p.number <> ''
     CROSS JOIN LATERAL (
           SELECT count(*) AS lines, sum(quantity) AS quantity FROM sales_purchaseline WHERE purchase_id = p.id) l
)
UPDATE imports_stagedrow s
   SET verdict = CASE WHEN k.same OR %(create)s THEN 'unchanged' ELSE 'updated' END,
       reason = CASE WHEN %(create)s AND NOT k.same THEN 'known' ELSE '' END
  FROM known k
 WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.customer_id = k.customer_id
   AND s.writes->>'number' = k.number;
