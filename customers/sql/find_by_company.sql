-- Clients who work at a company in whose name words stand anywhere.
-- In: limit, and the words of the part like, a condition on the company's name as the index holds it;
-- part visible: the clients the reader may see (id, sort_name, archived_at, company, inn).
-- Out: id, archived, value (the company).
-- Cost: one scan of customer_by_part_of_company; rows are read until there are enough.
WITH matching AS MATERIALIZED (
    SELECT seen.id, seen.sort_name, seen.archived_at IS NOT NULL AS archived, seen.company
    FROM ({visible}) AS seen
    WHERE seen.company <> '' AND ({like})
), found AS (
    SELECT id, sort_name, archived, company FROM matching LIMIT %(limit)s
)
SELECT id, archived, company FROM found ORDER BY archived, sort_name, id
