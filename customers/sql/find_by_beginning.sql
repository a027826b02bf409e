-- Clients whose name begins with one of many texts, in the order of the texts.
-- In: begins and ends (arrays of bounds, the end excluded), each (how many for one text), limit;
-- part visible: the clients the reader may see (id, sort_name, archived_at).
-- Out: id, archived.
-- Cost: a key of customer_by_name (or of one's own) for each text; a thousand texts are some ten milliseconds.
SELECT found.id, found.archived
FROM unnest(%(begins)s::text[], %(ends)s::text[]) WITH ORDINALITY AS asked (begins, ends, place)
CROSS JOIN LATERAL (
    SELECT seen.id, seen.sort_name, seen.archived_at IS NOT NULL AS archived
    FROM ({visible}) AS seen
    WHERE seen.sort_name >= asked.begins COLLATE "C" AND seen.sort_name < asked.ends COLLATE "C"
    ORDER BY seen.sort_name, seen.id
    LIMIT %(each)s
) AS found
ORDER BY asked.place, found.archived, found.sort_name, found.id
LIMIT %(limit)s
