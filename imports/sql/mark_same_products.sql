-- Input: import. Of rows that are of one product, by article or else by name, the first is brought in, the others repeat
-- it. Cost: one scan of the import's rows.
WITH rows AS MATERIALIZED (
    SELECT s.ctid AS place, s.number,
           COALESCE('#' || s.customer_id, 'a ' || NULLIF(s.writes->>'sku', ''),
                    'n ' || (s.writes->>'sort_name')) AS product
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict IN ('new', 'updated', 'unchanged')
       AND NOT (s.verdict = 'unchanged' AND s.customer_id IS NULL)
), firsts AS (
    SELECT place, number, min(number) OVER (PARTITION BY product) AS first FROM rows
)
UPDATE imports_stagedrow s SET verdict = 'duplicate', twin = f.first, writes = '{}'
  FROM firsts f WHERE s.ctid = f.place AND f.first < f.number;
