-- Purchases that name a promo code of the campaign, whoever made them, within its window.
-- In: campaign, started, until. Out: (purchases, sum).
-- Cost: purchases of the window by day.
SELECT count(*) FILTER (WHERE p.total >= 0), COALESCE(sum(p.total), 0)
  FROM sales_purchase p
 WHERE p.purchased_at >= %(started)s AND p.purchased_at < %(until)s AND p.status <> 'invoiced' AND p.promo_code <> ''
   AND upper(p.promo_code) IN (SELECT upper(code) FROM campaigns_promocode WHERE campaign_id = %(campaign)s)
