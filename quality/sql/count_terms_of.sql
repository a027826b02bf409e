-- Counted words that stand on these cards. In: ids. Cost: index look-ups.
SELECT count(DISTINCT t.id)
  FROM quality_matchcard m
 CROSS JOIN LATERAL (VALUES
       (CASE WHEN m.kind = 'company' THEN 'company' ELSE 'last' END, m.last_sound), ('first', m.first_sound), ('city', m.city)
       ) AS w (field, term)
  JOIN quality_termcount t USING (field, term)
 WHERE m.customer_id = ANY(%(ids)s::bigint[])
