-- A page of what stands behind a number, the weightiest first, and how many stand there in all. behind gives id, weight and
-- whatever else is told of each. In: after (the last one of the page before; NULL: from the beginning), most; what behind
-- needs. The weight is looked up by that id and is not named in an address. Out: number of all, then the columns of behind.
-- Cost: behind once, one sort of it.
WITH behind AS MATERIALIZED (
    {behind}
)
SELECT (SELECT count(*) FROM behind), b.*
  FROM behind b
 WHERE %(after)s::bigint IS NULL
    OR (b.weight, -b.id) < (SELECT a.weight, -a.id FROM behind a WHERE a.id = %(after)s::bigint)
 ORDER BY b.weight DESC, b.id
 LIMIT %(most)s
