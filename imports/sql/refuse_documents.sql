-- Input: import, most, currency, too_many, mixed (problems as rows keep them). Marks rows of documents that no purchase
-- can be: more lines than a purchase holds, or lines in several currencies. Cost: one scan of the import's rows.
WITH rows AS MATERIALIZED (
    SELECT s.ctid AS place, COALESCE(s.customer_id::text, s.writes->>'key' || ' ' || (s.writes->>'value')) AS client,
           s.writes->>'number' AS document, COALESCE(s.writes->>'currency', %(currency)s) AS currency,
           COALESCE((s.writes->>'rate')::numeric, 1) AS rate
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.writes->>'number' <> ''
), odd AS MATERIALIZED (
    SELECT client, document, count(*) > %(most)s AS too_many
      FROM rows GROUP BY 1, 2
    HAVING count(*) > %(most)s OR min(currency) <> max(currency) OR min(rate) <> max(rate)
)
UPDATE imports_stagedrow s
   SET verdict = 'rejected', tone = 'bad', writes = '{}',
       reason = CASE WHEN o.too_many THEN 'too_many_lines' ELSE 'mixed_currency' END,
       problems = s.problems || CASE WHEN o.too_many THEN %(too_many)s::jsonb ELSE %(mixed)s::jsonb END
  FROM rows r JOIN odd o ON o.client = r.client AND o.document = r.document
 WHERE s.ctid = r.place;
