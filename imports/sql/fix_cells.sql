-- Input: import, column (number and text), code, raw (NULL: any), act (take, value, empty), value.
-- Puts a text into every cell with the problem. Cost: one scan of the import's rows that have problems.
UPDATE imports_stagedrow s
   SET fixes = s.fixes || jsonb_build_object(%(place)s::text, CASE %(act)s
           WHEN 'take' THEN replace(COALESCE(s.fixes->>%(place)s, s.raw->>%(column)s, ''),
                                    COALESCE(p.problem->4->>'part', p.problem->>2), p.problem->>5)
           WHEN 'value' THEN %(value)s ELSE '' END)
  FROM (SELECT r.id, (SELECT e FROM jsonb_array_elements(r.problems) e
                       WHERE (e->>0)::int = %(column)s AND e->>3 = %(code)s
                         AND (%(raw)s::text IS NULL OR e->>2 = %(raw)s)
                         AND (%(act)s <> 'take' OR e->>5 IS NOT NULL) LIMIT 1) AS problem
          FROM imports_stagedrow r
         WHERE r.imported_id = %(import)s AND r.tone <> '' AND r.verdict <> 'dropped') p
 WHERE s.id = p.id AND p.problem IS NOT NULL
RETURNING s.id;
