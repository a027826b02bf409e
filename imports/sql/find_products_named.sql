-- Input: import. Output: texts of products that new rows name. Cost: one scan of the import's rows.
SELECT DISTINCT s.writes->>'product' AS product
  FROM imports_stagedrow s
 WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.writes->>'product' <> '' ORDER BY 1;
