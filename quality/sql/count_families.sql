-- How often cards with one surname and one phone, e-mail or address are of relatives: their first names have nothing in
-- common, nor do their birthdays. Parts: pairs (a, b), of which every {each}th card is looked at.
-- Out: relatives, all. Cost: two hash joins of the pairs. OFFSET 0 keeps them first: of cards just written the planner
-- knows nothing and would join them by surname, which in a base of one surname is each with each.
SELECT count(*) FILTER (WHERE x.nick <> y.nick AND x.first_sound <> y.first_sound
                          AND levenshtein_less_equal(x.first, y.first, 2) > 2 AND x.first_sound <> y.last_sound
                          AND (x.born = y.born) IS NOT TRUE),
       count(*)
  FROM (SELECT p.b, one.* FROM {pairs} p JOIN quality_matchcard one ON one.customer_id = p.a
         WHERE p.a %% {each} = 0 AND one.kind = 'person' AND length(one.first) > 1 AND one.last_sound <> ''
        OFFSET 0) AS x
  JOIN quality_matchcard y ON y.customer_id = x.b
 WHERE length(y.first) > 1 AND x.last_sound = y.last_sound
   AND (x.phones && y.phones OR x.emails && y.emails
        OR x.address <> '' AND x.address = y.address AND x.place <> '' AND x.place = y.place)
