-- Clients by base type and by why they are of it; counted says whose. In: what counted needs.
-- Out: base type, ground, clients, money. Cost: one scan of scores.
SELECT s.lifecycle, s.ground, count(*), sum(s.monetary)
  FROM segmentation_customerscore s
 WHERE s.lifecycle <> '' AND {counted}
 GROUP BY 1, 2
 ORDER BY 1, 2
