-- Cards like each of many rows that are no cards yet. In: cards, families, ask, sure.
-- Parts: rows, their table of comparison, numbered from 0; most, how many cards a key may have; scored, the weighing of
-- pairs (row, card). Out: row, card, the likeliest first. Cost: an index look-up for each different key of the rows.
WITH keys AS (
    SELECT k.key, array_agg(t.customer_id) AS numbers FROM {rows} t CROSS JOIN LATERAL unnest(quality_blocks(
        t.kind, t.last, t.last_sound, t.first, t.first_sound, t.middle, t.born, t.city, t.address, t.place, t.inn,
        t.phones, t.emails)) AS k (key)
     GROUP BY k.key
), pairs AS MATERIALIZED (
    SELECT DISTINCT n.number AS a, i.id AS b
      FROM keys k CROSS JOIN LATERAL (
           SELECT array_agg(m.customer_id) AS ids
             FROM (SELECT customer_id FROM quality_matchcard WHERE blocks @> ARRAY[k.key] LIMIT {most} + 1) m) h
     CROSS JOIN LATERAL unnest(k.numbers) AS n (number) CROSS JOIN LATERAL unnest(h.ids) AS i (id)
     WHERE cardinality(h.ids) <= {most}
), shares AS (SELECT '' AS kind, '' AS value, 0 AS names WHERE false)
SELECT s.a, s.b FROM ({scored}) s ORDER BY s.a, s.score DESC, s.b
