-- For each person in charge and source how many cards should have a thing right, and how many have; how many have all of
-- them right (field `card`); the same of the last days by import and by who typed the card in.
-- In: day, fresh (days); {facets}: rows of (code, is asked, is right) over c.
-- Cost: the base read once, some looks by index a card; for the job of the night.
WITH told AS MATERIALIZED (
    SELECT c.responsible_id, left(c.source, 100) AS source, f.code, f.is_right,
           CASE WHEN c.created_at > now() - make_interval(days => %(fresh)s) THEN c.made_in END AS made_in
      FROM customers_customer c
     CROSS JOIN LATERAL (
           SELECT COALESCE(v.code, 'card') AS code, bool_and(v.is_right) AS is_right
             FROM (VALUES {facets}) AS v (code, is_asked, is_right)
            WHERE v.is_asked
            GROUP BY GROUPING SETS ((v.code), ())) AS f
     WHERE c.archived_at IS NULL
), summed AS MATERIALIZED (
    SELECT responsible_id, source, made_in, code, count(*) AS asked, count(*) FILTER (WHERE is_right) AS good
      FROM told GROUP BY 1, 2, 3, 4
)
INSERT INTO quality_qualitycount (day, cut, key, responsible, field, asked, "right")
SELECT %(day)s::date, 'source', source, responsible_id, code, sum(asked), sum(good) FROM summed GROUP BY source, responsible_id, code
UNION ALL
SELECT %(day)s::date, CASE WHEN o.kind = 'imports.apply' THEN 'import' ELSE 'person' END,
       CASE WHEN o.kind = 'imports.apply' THEN o.id::text ELSE o.actor_id::text END, s.responsible_id, s.code,
       sum(s.asked), sum(s.good)
  FROM summed s
  JOIN journal_operation o ON o.id = s.made_in
 GROUP BY 2, 3, 4, 5
