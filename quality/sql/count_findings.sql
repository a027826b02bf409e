-- Numbers of a run by check. In: run. Out: check, found, mended or to be, for a person, left alone. Cost: its findings.
SELECT check_code, count(*), count(*) FILTER (WHERE state IN ('sure', 'fixed')), count(*) FILTER (WHERE state = 'asked'),
       count(*) FILTER (WHERE state = 'refused')
  FROM quality_finding
 WHERE run_id = %(run)s
 GROUP BY check_code
 ORDER BY check_code
