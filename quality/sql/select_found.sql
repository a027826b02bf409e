-- A part, not a statement: pairs found, with their groups; sure ones that have to be asked about are asked.
-- In: low, high. Cost: a hash join.
(SELECT s.a, s.b, s.score, CASE WHEN d.a IS NULL THEN s.decision ELSE 'ask' END AS decision, s.reasons,
        g.root AS "group"
   FROM quality_scored s
   JOIN quality_grouped g ON g.id = s.a
   LEFT JOIN quality_demoted d ON d.a = s.a AND d.b = s.b
  WHERE s.a > %(low)s AND s.a <= %(high)s)
