-- Purchases of a band of discounts. In: as report_discounts, band, bought (without returns), most. Out: ids, the newest first. Cost: the period.
SELECT p.id FROM sales_purchase p
 WHERE {asked} AND {band} = %(band)s AND (NOT %(bought)s OR p.status <> 'returned')
 ORDER BY p.purchased_at DESC, p.id DESC
 LIMIT %(most)s
