-- A part, not a statement: who is of some classes. valued as in report_abc, shown whose cards may be opened. In: a, b;
-- classes, xyz ('*': any). Cost: as report_abc.
SELECT id, value AS weight
  FROM (SELECT v.*, sum(GREATEST(value, 0)) OVER placed - GREATEST(value, 0) AS before,
               sum(GREATEST(value, 0)) OVER () AS whole
          FROM ({valued}) v
        WINDOW placed AS (ORDER BY value DESC, id ROWS UNBOUNDED PRECEDING)) summed
 WHERE CASE WHEN value <= 0 THEN 'C' WHEN before * 100 < whole * %(a)s THEN 'A'
            WHEN before * 100 < whole * %(b)s THEN 'B' ELSE 'C' END = ANY (%(classes)s::text[])
   AND %(xyz)s IN ('*', xyz) AND {shown}
