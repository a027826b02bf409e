-- Cards like one that is being typed. In: its row of comparison, cards, families, ask, sure.
-- Parts: most, how many cards a key may have; scored, the weighing of pairs (0, card). Out: card, score, reasons.
-- Cost: an index look-up for each key, some microseconds a card found.
WITH typed AS MATERIALIZED (
    SELECT 0::bigint AS customer_id, %(kind)s AS kind, %(last)s AS last, %(last_sound)s AS last_sound,
           %(first)s AS first, %(nick)s AS nick, %(first_sound)s AS first_sound, %(middle)s AS middle,
           %(born)s::date AS born, %(city)s AS city, %(address)s AS address, %(place)s AS place, %(inn)s AS inn,
           %(kpp)s AS kpp, %(phones)s::text[] AS phones, %(emails)s::text[] AS emails
), keys AS (
    SELECT DISTINCT k.key FROM typed t CROSS JOIN LATERAL unnest(quality_blocks(
        t.kind, t.last, t.last_sound, t.first, t.first_sound, t.middle, t.born, t.city, t.address, t.place, t.inn,
        t.phones, t.emails)) AS k (key)
), holders AS MATERIALIZED (
    SELECT k.key, h.ids FROM keys k CROSS JOIN LATERAL (
        SELECT array_agg(m.customer_id) AS ids
          FROM (SELECT customer_id FROM quality_matchcard WHERE blocks @> ARRAY[k.key] LIMIT {most} + 1) m) h
     WHERE cardinality(h.ids) <= {most}
), pairs AS MATERIALIZED (
    SELECT DISTINCT 0::bigint AS a, i.id AS b FROM holders h CROSS JOIN LATERAL unnest(h.ids) AS i (id)
     WHERE i.id <> %(itself)s
), shares AS (
    SELECT t.kind, v.value, (
           SELECT count(DISTINCT nullif(s.name, ''))
             FROM (SELECT coalesce(nullif(m.first_sound, ''), m.last_sound) AS name FROM quality_matchcard m
                    WHERE m.blocks @> ARRAY[quality_block(v.rule, t.kind, v.value)] LIMIT 60) s) AS names
      FROM typed t CROSS JOIN LATERAL (SELECT 1, p FROM unnest(t.phones) p UNION ALL SELECT 2, e FROM unnest(t.emails) e
           ) AS v (rule, value)
)
SELECT s.b, s.score, s.reasons FROM ({scored}) s ORDER BY s.score DESC, s.b LIMIT 5
