-- Clients with a word like the one typed, when nothing else was found.
-- In: text, limit, read (how many like names are compared at most), and the words of the part like, a condition on sort_name;
-- part visible: the clients the reader may see (id, sort_name, archived_at).
-- Out: id, archived; the likest first.
-- Cost: one scan of the trigram index and as many names as `read` says.
WITH matching AS MATERIALIZED (
    SELECT seen.id, seen.sort_name, seen.archived_at IS NOT NULL AS archived,
           word_similarity(%(text)s, seen.sort_name) AS likeness
    FROM ({visible}) AS seen
    WHERE {like}
), found AS (
    SELECT * FROM matching LIMIT %(read)s
)
SELECT id, archived FROM found ORDER BY likeness DESC, archived, sort_name, id LIMIT %(limit)s
