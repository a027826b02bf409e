-- Words of these cards count less by as many; those that nobody else has go. In: ids. Out: how many words. Run before
-- the rows of comparison go. Cost: index look-ups.
WITH gone AS (
    SELECT field, term, count(*) AS number
      FROM quality_matchcard m
     CROSS JOIN LATERAL (VALUES
           (CASE WHEN m.kind = 'company' THEN 'company' ELSE 'last' END, m.last_sound), ('first', m.first_sound),
           ('city', m.city)
           ) AS w (field, term)
     WHERE m.customer_id = ANY(%(ids)s::bigint[])
     GROUP BY field, term
), fewer AS (
    UPDATE quality_termcount t SET number = t.number - g.number
      FROM gone g WHERE g.field = t.field AND g.term = t.term AND t.number > g.number
    RETURNING t.id
), dropped AS (
    DELETE FROM quality_termcount t USING gone g
     WHERE g.field = t.field AND g.term = t.term AND t.number <= g.number
    RETURNING t.id
)
SELECT (SELECT count(*) FROM fewer) + (SELECT count(*) FROM dropped)
