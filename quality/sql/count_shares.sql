-- By how many different names a phone or an e-mail is shared: the shop's own, a family's. Parts: cards, whose points
-- are looked at. Out: kind, value, names. Cost: a sort of their points.
SELECT c.kind, v.value, count(DISTINCT coalesce(nullif(c.first_sound, ''), c.last_sound)) AS names
  FROM {cards} c CROSS JOIN LATERAL unnest(c.phones || c.emails) AS v (value)
 WHERE c.first_sound <> '' OR c.last_sound <> ''
 GROUP BY 1, 2 HAVING count(*) > 1
