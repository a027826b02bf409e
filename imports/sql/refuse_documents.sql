-- Input: import, most (lines), money (the sum no purchase reaches), currency, too_many, mixed, large (problems as rows keep
-- them). Marks rows of documents that no purchase can be: more lines than a purchase holds, lines in several currencies,
-- a sum beyond belief. Cost: one scan of the import's rows.
WITH rows AS MATERIALIZED (
    SELECT s.ctid AS place, COALESCE(s.customer_id::text, s.writes->>'key' || ' ' || (s.writes->>'value')) AS client,
           s.writes->>'number' AS document, COALESCE(s.writes->>'currency', %(currency)s) AS currency,
           COALESCE((s.writes->>'rate')::numeric, 1) AS rate,
           abs((s.writes->>'quantity')::numeric)
               * greatest((s.writes->>'price')::numeric, (s.writes->>'cost')::numeric) AS money
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.writes->>'number' <> ''
), odd AS MATERIALIZED (
    SELECT client, document, count(*) > %(most)s AS too_many,
           min(currency) <> max(currency) OR min(rate) <> max(rate) AS mixed
      FROM rows GROUP BY 1, 2
    HAVING count(*) > %(most)s OR min(currency) <> max(currency) OR min(rate) <> max(rate)
        OR sum(money) * greatest(max(rate), 1) >= %(money)s
)
UPDATE imports_stagedrow s
   SET verdict = 'rejected', tone = 'bad', writes = '{}',
       reason = CASE WHEN o.too_many THEN 'too_many_lines' WHEN o.mixed THEN 'mixed_currency' ELSE 'sum_too_large' END,
       problems = s.problems || CASE WHEN o.too_many THEN %(too_many)s::jsonb WHEN o.mixed THEN %(mixed)s::jsonb
                  ELSE %(large)s::jsonb END
  FROM rows r JOIN odd o ON o.client = r.client AND o.document = r.document
 WHERE s.ctid = r.place;
