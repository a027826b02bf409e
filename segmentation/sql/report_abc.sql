-- Classes A, B, C by the share of the whole that stood before, against how evenly they buy, and the curve of both shares.
-- valued gives id, value, xyz of who takes part; what is not above nought is C and no part of the curve.
-- In: a, b (shares of a hundred); what valued needs. Out: class, xyz, step of the curve (0: of classes), number, value.
-- Cost: the source, one sort.
WITH valued AS (
    {valued}
), classed AS (
    SELECT CASE WHEN value <= 0 THEN 'C' WHEN before * 100 < whole * %(a)s THEN 'A'
                WHEN before * 100 < whole * %(b)s THEN 'B' ELSE 'C' END AS class,
           xyz, value, ceil(60 * sqrt(place::float8 / n))::int AS step
      FROM (SELECT v.*, sum(GREATEST(value, 0)) OVER placed - GREATEST(value, 0) AS before,
                   sum(GREATEST(value, 0)) OVER () AS whole, row_number() OVER placed AS place, count(*) OVER () AS n
              FROM valued v
            WINDOW placed AS (ORDER BY value DESC, id ROWS UNBOUNDED PRECEDING)) summed
)
SELECT COALESCE(class, ''), COALESCE(xyz, ''), CASE WHEN GROUPING(step) = 1 THEN 0 ELSE step END, count(*),
       sum(GREATEST(value, 0))
  FROM classed
 GROUP BY GROUPING SETS ((class, xyz), (step))
 ORDER BY 3, 1, 2
