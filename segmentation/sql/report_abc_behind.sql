-- Who is of a class, the dearest first. valued as in report_abc, shown whose cards may be opened. In: a, b; class, xyz
-- ('*': any); most. Out: id, value. Cost: as report_abc.
WITH valued AS (
    {valued}
)
SELECT id, value
  FROM (SELECT v.*, sum(GREATEST(value, 0)) OVER placed - GREATEST(value, 0) AS before,
               sum(GREATEST(value, 0)) OVER () AS whole
          FROM valued v
        WINDOW placed AS (ORDER BY value DESC, id ROWS UNBOUNDED PRECEDING)) summed
 WHERE CASE WHEN value <= 0 THEN 'C' WHEN before * 100 < whole * %(a)s THEN 'A'
            WHEN before * 100 < whole * %(b)s THEN 'B' ELSE 'C' END = %(class)s
   AND %(xyz)s IN ('*', xyz) AND {shown}
 ORDER BY value DESC, id
 LIMIT %(most)s
