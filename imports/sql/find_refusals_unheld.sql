-- Of the values of find_refusals those that stand on no card: (kind, value, purpose, channel).
-- In: refusals, that query, and its parameters. Cost: a look-up of each value.
SELECT f.kind, f.value, f.purpose, f.channel
  FROM ({refusals}) AS f
 WHERE NOT EXISTS (SELECT 1 FROM customers_contactpoint p WHERE p.kind = f.kind AND p.value = f.value)
 ORDER BY 1, 2, 3, 4
