-- Of one day: for each field, person or source the cards asked, those right, and the weighted score. In: day, cut, by
-- (field, responsible or key), codes and weights of fields, people. Out: key, asked, right, score, cards.
-- Cost: the rows of the day, some hundreds.
SELECT CASE %(by)s WHEN 'field' THEN q.field WHEN 'responsible' THEN q.responsible::text ELSE q.key END,
       sum(q.asked), sum(q."right"), 100.0 * sum(q."right" * w.weight) / NULLIF(sum(q.asked * w.weight), 0),
       COALESCE(sum(q.asked) FILTER (WHERE q.field = 'name'), 0)
  FROM quality_qualitycount q
  JOIN unnest(%(codes)s::text[], %(weights)s::int[]) AS w (code, weight) ON w.code = q.field
 WHERE q.day = %(day)s AND q.cut = %(cut)s AND {mine}
 GROUP BY 1
 ORDER BY 5 DESC, 1
