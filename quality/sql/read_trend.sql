-- The weighted score and the number of cards of each day that was counted. In: since, until, codes and weights of fields,
-- people. Out: day, score, cards. Cost: the rows of these days.
SELECT q.day, 100.0 * sum(q."right" * w.weight) / NULLIF(sum(q.asked * w.weight), 0),
       COALESCE(sum(q.asked) FILTER (WHERE q.field = 'name'), 0)
  FROM quality_qualitycount q
  JOIN unnest(%(codes)s::text[], %(weights)s::int[]) AS w (code, weight) ON w.code = q.field
 WHERE q.day BETWEEN %(since)s AND %(until)s AND q.cut = 'source' AND {mine}
 GROUP BY q.day
 ORDER BY q.day
