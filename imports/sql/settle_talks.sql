-- Input: import. A talk is known by its client, moment, kind, direction and words: as many such rows as the history has
-- change nothing, the rest are new. Those taken off count too. Cost: one scan of the import's rows, one look-up a row.
WITH fresh AS MATERIALIZED (
    SELECT s.ctid AS place, s.verdict, s.customer_id, (s.writes->>'at')::timestamptz AS at,
           split_part(s.writes->>'kind', ':', 1) AS kind, s.writes->>'direction' AS direction,
           md5(COALESCE(s.writes->>'text', '')) AS words, s.number
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND (s.verdict = 'new' OR s.reason = 'already') AND s.customer_id IS NOT NULL
), counted AS MATERIALIZED (
    SELECT *, row_number() OVER (PARTITION BY customer_id, at, kind, direction, words ORDER BY number) AS nth FROM fresh
), already AS MATERIALIZED (
    SELECT f.place
      FROM counted f
     CROSS JOIN LATERAL (
           SELECT count(*) AS n FROM interactions_interaction i
            WHERE i.customer_id = f.customer_id AND i.at = f.at AND i.kind = f.kind AND i.direction = f.direction
              AND md5(i.text) = f.words OFFSET 0) k
     WHERE f.nth <= k.n AND f.verdict = 'new'
)
UPDATE imports_stagedrow s SET verdict = 'unchanged', reason = 'already' FROM already a WHERE s.ctid = a.place;
