-- Pairs of cards weighed: what each field says, what that weighs, the sum. In: cards (of the base), families, ask, sure.
-- Parts: pairs (a, b), left and right (rows of comparison), shares (kind, value, names), and for each field its CASE of
-- weights (`quality.matching.weights`). Out: a, b, score, decision, reasons; only pairs worth a look.
-- Cost: a hash join of each side, some microseconds a pair; logarithms of numeric would be dearer than all of it.
-- OFFSET 0 keeps the planner from writing every outcome out wherever it is used, and counting it there anew.
WITH told AS (
    SELECT p.a, p.b, x.kind,
           CASE WHEN x.kind <> 'person' OR x.last = '' OR y.last = '' THEN NULL
                WHEN x.last = y.last THEN 'same'
                WHEN x.last_sound = y.last_sound THEN 'sound'
                WHEN x.last_sound = y.first_sound AND y.last_sound = x.first_sound THEN 'swapped'
                WHEN length(x.last) > 4 AND levenshtein_less_equal(x.last, y.last, 2) <= 1 THEN 'typo'
                WHEN levenshtein_less_equal(x.last, y.last, 2) <= 2 OR similarity(x.last, y.last) > 0.45 THEN 'like'
                ELSE 'other' END AS last_said,
           CASE WHEN x.first = '' OR y.first = '' THEN NULL
                WHEN x.first = y.first AND length(x.first) > 1 THEN 'same'
                WHEN length(x.first) > 1 AND length(y.first) > 1
                     AND (x.nick = y.nick OR x.first_sound = y.first_sound) THEN 'nick'
                WHEN x.last_sound = y.first_sound AND y.last_sound = x.first_sound THEN 'swapped'
                WHEN length(x.first) = 1 OR length(y.first) = 1 THEN
                     CASE WHEN left(x.first, 1) = left(y.first, 1) OR left(x.nick, 1) = left(y.nick, 1)
                          THEN 'initial' ELSE 'other' END
                WHEN levenshtein_less_equal(x.first, y.first, 2) <= CASE WHEN length(x.first) > 5 THEN 2 ELSE 1 END
                     AND x.first <> y.first || 'а' AND y.first <> x.first || 'а' THEN 'typo'
                ELSE 'other' END AS first_said,
           CASE WHEN x.middle = '' OR y.middle = '' THEN NULL
                WHEN x.middle = y.middle AND length(x.middle) > 1 THEN 'same'
                WHEN length(x.middle) = 1 OR length(y.middle) = 1 THEN
                     CASE WHEN left(x.middle, 1) = left(y.middle, 1) THEN 'initial' ELSE 'other' END
                WHEN levenshtein_less_equal(x.middle, y.middle, 2) <= 2 THEN 'typo'
                ELSE 'other' END AS middle_said,
           CASE WHEN x.born IS NULL OR y.born IS NULL THEN NULL
                WHEN x.born = y.born THEN 'same'
                WHEN extract(year FROM x.born) = extract(year FROM y.born)
                     AND extract(day FROM x.born) = extract(month FROM y.born)
                     AND extract(month FROM x.born) = extract(day FROM y.born) THEN 'turned'
                WHEN extract(year FROM x.born) = extract(year FROM y.born)
                     AND (extract(doy FROM x.born) = 1 OR extract(doy FROM y.born) = 1) THEN 'year'
                WHEN levenshtein_less_equal(x.born::text, y.born::text, 1) <= 1 THEN 'digit'
                ELSE 'other' END AS born_said,
           CASE WHEN x.phones = '{}' OR y.phones = '{}' THEN NULL
                WHEN x.phones && y.phones THEN 'same'
                WHEN levenshtein_less_equal(x.phones[1], y.phones[1], 1) <= 1 THEN 'digit'
                ELSE 'other' END AS phone_said,
           CASE WHEN x.emails = '{}' OR y.emails = '{}' THEN NULL
                -- A company's mailbox is called after it: with the name it proves little.
                WHEN x.emails && y.emails THEN
                     CASE WHEN x.kind = 'company' AND x.last_sound = y.last_sound THEN 'office' ELSE 'same' END
                WHEN split_part(x.emails[1], '@', 1) = split_part(y.emails[1], '@', 1) THEN 'local'
                WHEN levenshtein_less_equal(x.emails[1], y.emails[1], 2) <= 2 THEN 'typo'
                ELSE 'other' END AS email_said,
           CASE WHEN x.city = '' OR y.city = '' THEN NULL
                WHEN x.city = y.city THEN 'same'
                WHEN length(x.city) > 4 AND (levenshtein_less_equal(x.city, y.city, 2) <= 2
                                             OR similarity(x.city, y.city) > 0.55) THEN 'typo'
                ELSE 'other' END AS city_said,
           CASE WHEN x.address = '' OR y.address = '' THEN NULL
                WHEN x.address = y.address THEN 'same'
                WHEN similarity(x.address, y.address) > 0.6 THEN 'like'
                WHEN similarity(x.address, y.address) > 0.35 THEN 'some'
                ELSE 'other' END AS address_said,
           CASE WHEN x.place = '' OR y.place = '' THEN NULL
                WHEN x.place = y.place THEN 'same'
                WHEN string_to_array(x.place, ' ') && string_to_array(y.place, ' ') THEN 'some'
                ELSE 'other' END AS place_said,
           CASE WHEN x.kind <> 'company' OR x.last = '' OR y.last = '' THEN NULL
                WHEN x.last = y.last THEN 'same'
                WHEN x.last_sound = y.last_sound THEN 'sound'
                WHEN length(x.last) > 4 AND levenshtein_less_equal(x.last, y.last, 2) <= 1 THEN 'typo'
                WHEN similarity(x.last, y.last) > 0.6 THEN 'like'
                ELSE 'other' END AS company_said,
           CASE WHEN x.inn = '' OR y.inn = '' THEN NULL
                WHEN x.inn <> y.inn THEN 'other'
                WHEN x.kpp <> '' AND y.kpp <> '' AND x.kpp <> y.kpp THEN 'branch'
                ELSE 'same' END AS inn_said,
           CASE WHEN x.phones && y.phones THEN
                (SELECT v FROM unnest(x.phones) v WHERE v = ANY (y.phones) LIMIT 1) END AS phone,
           CASE WHEN x.emails && y.emails THEN
                (SELECT v FROM unnest(x.emails) v WHERE v = ANY (y.emails) LIMIT 1) END AS email,
           x.last_sound, x.first_sound, x.city
      FROM {pairs} p JOIN {left} x ON x.customer_id = p.a JOIN {right} y ON y.customer_id = p.b
    OFFSET 0
), rare AS (
    SELECT t.*,
           ln(%(cards)s::float8 / greatest(l.number, 1)) / ln(2::float8) AS last_rarity,
           ln(%(cards)s::float8 / greatest(f.number, 1)) / ln(2::float8) AS first_rarity,
           ln(%(cards)s::float8 / greatest(c.number, 1)) / ln(2::float8) AS city_rarity,
           greatest(coalesce(ps.names, 1) - 1, 0) AS phone_shared,
           greatest(coalesce(es.names, 1) - 1, 0) AS email_shared,
           CASE WHEN first_said = 'other' AND born_said IS DISTINCT FROM 'same' THEN 'first'
                WHEN middle_said = 'other' AND born_said IS DISTINCT FROM 'same' THEN 'middle'
                WHEN born_said = 'other' AND phone_said = 'same' AND email_said IS DISTINCT FROM 'same' THEN 'born'
           END AS household_said
      FROM told t
      LEFT JOIN quality_termcount l ON l.field = CASE WHEN t.kind = 'company' THEN 'company' ELSE 'last' END
                                   AND l.term = t.last_sound
      LEFT JOIN quality_termcount f ON f.field = 'first' AND f.term = t.first_sound
      LEFT JOIN quality_termcount c ON c.field = 'city' AND c.term = t.city
      LEFT JOIN {shares} ps ON ps.kind = t.kind AND ps.value = t.phone
      LEFT JOIN {shares} es ON es.kind = t.kind AND es.value = t.email
    OFFSET 0
), weighed AS (
    SELECT r.*, {last} AS last_weight, {first} AS first_weight, {middle} AS middle_weight, {born} AS born_weight,
           {phone} AS phone_weight, {email} AS email_weight, {city} AS city_weight, {address} AS address_weight,
           {place} AS place_weight, {company} AS company_weight, {inn} AS inn_weight, {household} AS household_weight
      FROM rare r
    OFFSET 0
), summed AS (
    SELECT w.*, round((last_weight + first_weight + middle_weight + born_weight + phone_weight + email_weight
           + city_weight + address_weight + place_weight + company_weight + inn_weight + household_weight)::numeric, 2)
           AS score,
           last_said IN ('same', 'sound', 'swapped', 'typo') AS has_last,
           first_said IN ('same', 'nick', 'swapped', 'typo') AS has_first,
           greatest(phone_weight, 0) + greatest(email_weight, 0) + greatest(born_weight, 0)
           + greatest(address_weight + place_weight, 0) AS proof
      FROM weighed w
    OFFSET 0
)
SELECT s.a, s.b, s.score,
       CASE WHEN s.score >= %(sure)s AND household_said IS NULL
             AND (inn_said = 'same' AND company_said IN ('same', 'sound', 'typo')
                  OR company_said IN ('same', 'sound') AND inn_said IS NULL AND proof >= 10
                  OR has_last AND has_first AND (proof >= 6 OR %(cards)s >= 5000)
                  -- A surname that is another, a first name cut short or left out want two proofs: a marriage, a slip.
                  OR has_first AND proof >= 20
                  OR has_last AND (first_said IS NULL OR first_said = 'initial') AND proof >= 25
                  -- In a base without families nobody else has the same birthday or address.
                  OR %(families)s < 0.3 AND proof >= 6)
            THEN 'auto' ELSE 'ask' END AS decision,
       ('[' || concat_ws(', ', {reasons}) || ']')::jsonb AS reasons
  FROM summed s WHERE s.score >= %(ask)s
