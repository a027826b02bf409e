-- Clients in whose name words stand anywhere.
-- In: limit, and the words of the part like, a condition on sort_name;
-- part visible: the clients the reader may see (id, sort_name, archived_at).
-- Out: id, archived.
-- Cost: one scan of the trigram index. The bitmap is made once, rows are read until there are enough: what is
-- materialised is planned as if all were wanted, and read only as far as the limit goes.
WITH matching AS MATERIALIZED (
    SELECT seen.id, seen.sort_name, seen.archived_at IS NOT NULL AS archived
    FROM ({visible}) AS seen
    WHERE {like}
), found AS (
    SELECT id, sort_name, archived FROM matching LIMIT %(limit)s
)
SELECT id, archived FROM found ORDER BY archived, sort_name, id
