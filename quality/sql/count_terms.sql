-- How often surnames, first names, names of companies and cities stand, by their sound. In: none. Cost: one scan of the
-- rows of comparison; only what differs is written.
WITH fresh AS (
    SELECT CASE WHEN kind = 'company' THEN 'company' ELSE 'last' END AS field, last_sound AS term, count(*) AS number
      FROM quality_matchcard WHERE last_sound <> '' GROUP BY 1, 2
     UNION ALL
    SELECT 'first', first_sound, count(*) FROM quality_matchcard WHERE first_sound <> '' GROUP BY 2
     UNION ALL
    SELECT 'city', city, count(*) FROM quality_matchcard WHERE city <> '' GROUP BY 2
), gone AS (
    DELETE FROM quality_termcount t
     WHERE NOT EXISTS (SELECT FROM fresh f WHERE f.field = t.field AND f.term = t.term)
)
INSERT INTO quality_termcount AS t (field, term, number)
SELECT field, term, number FROM fresh ORDER BY field, term
ON CONFLICT (field, term) DO UPDATE SET number = excluded.number WHERE t.number <> excluded.number
