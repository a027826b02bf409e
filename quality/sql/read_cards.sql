-- Cards whose row of comparison is not there or older than what they say; those of the archive are left out.
-- In: version of the normaliser. Parts: those, which cards (alias c). Out: what a card says, its points as
-- kind, value, raw apart by \x1f, points apart by \x1e, the digest of all that. Cost: an index look-up a card.
SELECT c.id, c.kind, c.last_name, c.first_name, c.middle_name, c.name, c.birth_date, c.city,
       concat_ws(' ', nullif(c.address, ''), nullif(c.legal_address, '')), c.inn, c.kpp, p.points, d.digest
  FROM customers_customer c
  LEFT JOIN quality_matchcard m ON m.customer_id = c.id
 CROSS JOIN LATERAL (
       SELECT coalesce(string_agg(p.kind || E'\x1f' || p.value || E'\x1f' || translate(p.raw, E'\x1e\x1f', ''), E'\x1e'
                                  ORDER BY p.is_primary DESC, p.position, p.id), '') AS points
         FROM customers_contactpoint p
        WHERE p.customer_id = c.id AND p.archived_at IS NULL AND p.kind IN ('phone', 'email')) p
 CROSS JOIN LATERAL (
       SELECT hashtextextended(concat_ws(E'\x1d', c.kind, c.last_name, c.first_name, c.middle_name, c.name,
                                         (c.birth_date - DATE '1800-01-01')::text, c.city, c.address, c.legal_address,
                                         c.inn, c.kpp, p.points), %(version)s) AS digest) d
 WHERE c.archived_at IS NULL AND {those} AND m.made_of IS DISTINCT FROM d.digest
