-- Clients by their number in another program, exactly as it is written there.
-- In: number, limit; part visible: the clients the reader may see (id, sort_name, archived_at).
-- Out: id, archived, value (the number that was found).
-- Cost: a key of external_id_by_value, and a key of clients for each.
SELECT seen.id, seen.archived_at IS NOT NULL AS archived, other.value
FROM customers_externalid AS other
JOIN ({visible}) AS seen ON seen.id = other.customer_id
WHERE other.value = %(number)s
ORDER BY archived, seen.sort_name, seen.id
LIMIT %(limit)s
