-- Purchases of a band of discounts. In: as report_discounts, band, most. Out: ids, the newest first. Cost: the period.
SELECT p.id FROM sales_purchase p
 WHERE {asked} AND {band} = %(band)s
 ORDER BY p.purchased_at DESC, p.id DESC
 LIMIT %(most)s
