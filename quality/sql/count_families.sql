-- How often cards with one surname and one phone, e-mail or address are of relatives: their first names have nothing in
-- common, nor do their birthdays. Parts: pairs (a, b), of which every {each}th card is looked at.
-- Out: relatives, all. Cost: a hash join of the pairs.
SELECT count(*) FILTER (WHERE x.nick <> y.nick AND x.first_sound <> y.first_sound
                          AND levenshtein_less_equal(x.first, y.first, 2) > 2 AND x.first_sound <> y.last_sound
                          AND (x.born = y.born) IS NOT TRUE),
       count(*)
  FROM {pairs} p JOIN quality_matchcard x ON x.customer_id = p.a JOIN quality_matchcard y ON y.customer_id = p.b
 WHERE p.a %% {each} = 0 AND x.kind = 'person' AND length(x.first) > 1 AND length(y.first) > 1
   AND x.last_sound = y.last_sound AND x.last_sound <> ''
   AND (x.phones && y.phones OR x.emails && y.emails
        OR x.address <> '' AND x.address = y.address AND x.place <> '' AND x.place = y.place)
