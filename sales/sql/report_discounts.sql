-- Discounts of a period against what was earned, from one reading: by how deep they were, promo code, seller.
-- In: since, until; shop, seller, people. Out: what (1 depth, 2 promo code, 3 seller), band (per cent at most; 0 none,
-- 100 more than 30), promo code, seller, number, before the discount, discount, total, profit. Cost: as report_totals.
SELECT CASE WHEN grouping(band) = 0 THEN 1 WHEN grouping(promo_code) = 0 THEN 2 ELSE 3 END AS what,
       band, promo_code, seller_id, count(*) FILTER (WHERE NOT back) AS number, sum(total + discount) AS before,
       sum(discount) AS discount, sum(total) AS total, sum(profit) AS profit
  FROM (SELECT {band} AS band, p.promo_code, p.seller_id, p.total, p.discount, p.profit, p.status = 'returned' AS back
          FROM sales_purchase p WHERE {asked}) found
 GROUP BY GROUPING SETS ((band), (promo_code), (seller_id))
 ORDER BY what, band, total DESC
