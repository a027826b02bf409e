-- In: outcomes, the query of trigger_outcomes; zone. Out: day, outcome, how many. Cost: one grouping of them.
SELECT (found.due_at AT TIME ZONE %(zone)s)::date, found.outcome, count(*)
  FROM ({outcomes}) AS found GROUP BY 1, 2 ORDER BY 1, 2
