-- Input: operation, after, upto, categories (JSON object: text of the file to id). Makes new products and changes known ones; of rows with one
-- article the first makes the product. Cost: one insert or update a row.
WITH given AS MATERIALIZED (
    SELECT i.seq, s.verdict, s.customer_id AS known, w.*, (%(categories)s::jsonb->>w.category)::bigint AS category_id
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     CROSS JOIN LATERAL jsonb_to_record(s.writes) AS w (
           name text, sort_name text, sku text, brand text, unit text, price numeric, cost numeric, category text)
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
), made AS (
    INSERT INTO sales_product (name, sort_name, sku, category_id, brand, unit, price, cost, is_service, created_at,
           updated_at, made_in)
    SELECT DISTINCT ON (CASE WHEN COALESCE(sku, '') = '' THEN seq::text || ' ' ELSE sku END)
           name, sort_name, COALESCE(sku, ''), category_id, COALESCE(brand, ''), COALESCE(unit, 'шт'),
           COALESCE(round(price, 2), 0), COALESCE(round(cost, 2), 0), false,
           now() + (seq - %(after)s) * interval '1 microsecond', now(), %(operation)s
      FROM given WHERE verdict = 'new'
     ORDER BY CASE WHEN COALESCE(sku, '') = '' THEN seq::text || ' ' ELSE sku END, seq
    ON CONFLICT (sku) WHERE sku <> '' DO NOTHING
)
UPDATE sales_product p
   SET name = COALESCE(g.name, p.name), sort_name = COALESCE(g.sort_name, p.sort_name),
       brand = COALESCE(g.brand, p.brand), unit = COALESCE(g.unit, p.unit), price = COALESCE(round(g.price, 2), p.price),
       cost = COALESCE(round(g.cost, 2), p.cost), category_id = COALESCE(g.category_id, p.category_id), updated_at = now()
  FROM given g WHERE g.verdict = 'updated' AND p.id = g.known;
