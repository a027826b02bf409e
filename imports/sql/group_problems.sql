-- Input: import, most (values shown of a group). One line for each group and each of its commonest values.
-- Output: column, target, code, grade, params, raw, fix, cells with this value, cells of the group, values of the
-- group, cells of the group with a proposed fix. Cost: one scan of the import's rows that have problems.
WITH told AS (
    SELECT (p->>0)::int AS at, p->>1 AS target, p->>3 AS code, p->>6 AS grade, p->>2 AS raw, p->>5 AS fix, p->4 AS params
      FROM imports_stagedrow s CROSS JOIN LATERAL jsonb_array_elements(s.problems) p
     WHERE s.imported_id = %(import)s AND s.tone <> '' AND s.verdict <> 'dropped'
), alike AS (
    SELECT at, target, code, grade, raw, min(fix) AS fix, min(params::text)::jsonb AS params, count(*) AS cells,
           count(fix) AS fixable
      FROM told GROUP BY at, target, code, grade, raw
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY at, target, code, grade ORDER BY cells DESC, raw) AS place,
           sum(cells) OVER w AS of_group, count(*) OVER w AS values_of_group, sum(fixable) OVER w AS fixable_of_group
      FROM alike WINDOW w AS (PARTITION BY at, target, code, grade)
)
SELECT at, target, code, grade, params, raw, fix, cells, of_group::bigint, values_of_group, fixable_of_group::bigint
  FROM ranked WHERE place <= %(most)s
 ORDER BY array_position(ARRAY['rejects', 'left_out', 'question', 'fixed'], grade), of_group DESC, at, code, place;
