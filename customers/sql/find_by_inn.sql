-- Clients by their number of the tax office, whole.
-- In: number, limit; part visible: the clients the reader may see (id, sort_name, archived_at, company, inn).
-- Out: id, archived.
-- Cost: a key of customer_by_inn.
SELECT seen.id, seen.archived_at IS NOT NULL AS archived
FROM ({visible}) AS seen
WHERE seen.inn = %(number)s AND seen.inn <> ''
ORDER BY archived, seen.sort_name, seen.id
LIMIT %(limit)s
