-- Purchases behind a row of demand that no filter of their list says. In: as report_demand, id (NULL: of none),
-- bought (without returns), most.
-- Out: ids of purchases, the newest first. Cost: the period by its index of time.
SELECT p.id
  FROM sales_purchase p
 WHERE {asked} AND (NOT %(bought)s OR p.status <> 'returned') AND EXISTS (
       SELECT 1 FROM sales_purchaseline l WHERE l.purchase_id = p.id AND {key} IS NOT DISTINCT FROM %(id)s)
 ORDER BY p.purchased_at DESC, p.id DESC
 LIMIT %(most)s
