-- Sums of some rows of a cut (`top`: ids) by step of the period. In: as report_demand, top. Out: id, step, total.
-- Cost: as report_demand.
SELECT {key} AS id, {step} AS step, {total} AS total
  FROM {source} AND {key} = ANY(%(top)s)
 GROUP BY 1, 2
