-- Checks of a period, from one reading: by step, by shop, by channel, and all together.
-- In: since, until, grain, zone; shop, seller, people. Out: what (1 step, 2 shop, 3 channel, 4 all), step, shop,
-- channel, number, buyers, total, the median check, the largest one. Cost: the period by its index of time.
SELECT CASE WHEN grouping(step) = 0 THEN 1 WHEN grouping(shop_id) = 0 THEN 2 WHEN grouping(channel) = 0 THEN 3
            ELSE 4 END AS what,
       step, shop_id, channel, count(*) FILTER (WHERE NOT back) AS number,
       count(DISTINCT customer_id) FILTER (WHERE NOT back) AS buyers, sum(total) AS total,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY total::float8) FILTER (WHERE NOT back) AS median,
       max(total) FILTER (WHERE NOT back) AS most
  FROM (SELECT date_trunc(%(grain)s, p.purchased_at AT TIME ZONE %(zone)s)::date AS step, p.shop_id, p.channel,
               p.customer_id, p.total, p.status = 'returned' AS back
          FROM sales_purchase p WHERE {asked}) found
 GROUP BY GROUPING SETS ((step), (shop_id), (channel), ())
 ORDER BY what, step, total DESC
