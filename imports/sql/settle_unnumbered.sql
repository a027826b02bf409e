-- Input: import, source, products, product_ids. A row without a document number is known by its client, moment, sum and
-- product: as many such rows as purchases of that kind were brought from this source change nothing, the rest are new.
-- Cost: one scan of the import's rows, one look-up a row.
WITH bare AS MATERIALIZED (
    SELECT s.ctid AS place, s.verdict, s.customer_id, (s.writes->>'purchased_at')::timestamptz AS at, g.id AS product,
           round((s.writes->>'price')::numeric * (s.writes->>'quantity')::numeric, 2)
               - (s.writes->>'discount')::numeric AS total,
           s.number
      FROM imports_stagedrow s
      LEFT JOIN unnest(%(products)s::text[], %(product_ids)s::bigint[]) AS g (text, id) ON g.text = s.writes->>'product'
     WHERE s.imported_id = %(import)s AND (s.verdict = 'new' OR s.reason = 'already') AND s.customer_id IS NOT NULL
       AND COALESCE(s.writes->>'number', '') = '' AND (g.id IS NOT NULL OR COALESCE(s.writes->>'product', '') = '')
), counted AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY customer_id, at, total, product ORDER BY number) AS nth FROM bare
), already AS MATERIALIZED (
    SELECT b.place
      FROM counted b
     CROSS JOIN LATERAL (
           SELECT count(*) AS n
             FROM sales_purchase p
            WHERE p.customer_id = b.customer_id AND p.purchased_at = b.at AND p.own_total = b.total AND p.number = ''
              AND p.made_in IN (SELECT operation FROM imports_import WHERE source = %(source)s)
              AND (SELECT min(product_id) FROM sales_purchaseline l WHERE l.purchase_id = p.id)
                  IS NOT DISTINCT FROM b.product OFFSET 0) k
     WHERE b.nth <= k.n AND b.verdict = 'new'
)
UPDATE imports_stagedrow s SET verdict = 'unchanged', reason = 'already' FROM already a WHERE s.ctid = a.place;
