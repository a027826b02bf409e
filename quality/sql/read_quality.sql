-- Of one day: for each field, person or source the things asked, those right, the weighted score, the cards, and those of
-- them that have something wrong (NULL: the day was counted before that was). In: day, cut, by (field, responsible or key),
-- codes and weights of fields, people. Out: key, asked, right, score, cards, wrong. Cost: the rows of the day, some hundreds.
SELECT CASE %(by)s WHEN 'field' THEN q.field WHEN 'responsible' THEN q.responsible::text ELSE q.key END,
       COALESCE(sum(q.asked) FILTER (WHERE w.code IS NOT NULL), 0),
       COALESCE(sum(q."right") FILTER (WHERE w.code IS NOT NULL), 0),
       100.0 * sum(q."right" * w.weight) / NULLIF(sum(q.asked * w.weight), 0),
       COALESCE(sum(q.asked) FILTER (WHERE q.field = 'name'), 0),
       sum(q.asked - q."right") FILTER (WHERE q.field = 'card')
  FROM quality_qualitycount q
  LEFT JOIN unnest(%(codes)s::text[], %(weights)s::int[]) AS w (code, weight) ON w.code = q.field
 WHERE q.day = %(day)s AND q.cut = %(cut)s AND {mine} AND (%(by)s <> 'field' OR w.code IS NOT NULL)
 GROUP BY 1
 ORDER BY 5 DESC, 1
