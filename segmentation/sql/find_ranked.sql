-- The value from which each grade begins, equals sharing the lowest grade: 1 + floor(grades × percent_rank), at most
-- `grades`. `value` says of what, `source` of whom. In: grades. Out: grade, value, 0. All by whole numbers: no rounding.
-- Cost: one scan, one sort of the different values.
WITH counted AS (
    SELECT {value} AS value, count(*) AS n FROM {source} i WHERE i.is_scored AND i.w_number > 0 GROUP BY 1
), placed AS (
    SELECT value, sum(n) OVER (ORDER BY value) - n AS less, sum(n) OVER () AS whole FROM counted
)
SELECT grade, min(value), 0::bigint
  FROM (SELECT value, LEAST(%(grades)s, 1 + div(%(grades)s * less, GREATEST(whole - 1, 1)))::int AS grade FROM placed) g
 GROUP BY grade
 ORDER BY grade
