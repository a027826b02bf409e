-- The first findings of each kind, with how many of the kind there are. In: run, each. Out: key, kind, number of the kind.
-- Cost: the findings of the run, by its index of kinds.
SELECT id, kind, n
  FROM (
    SELECT id, kind, count(*) OVER (PARTITION BY kind) AS n, row_number() OVER (PARTITION BY kind ORDER BY id) AS place
      FROM quality_finding WHERE run_id = %(run)s) AS told
 WHERE place <= %(each)s
 ORDER BY kind, id
