-- A part, not a statement: what products brought in the window, and how evenly they sell: population deviation of the sums
-- of whole months to their mean, months without sales counted. value is the measure, month what XYZ weighs, counted
-- whose purchases. In: zone; since, until (the window); months_since, months_until, months, least, xyz_x, xyz_y.
-- Cost: one scan of the window's lines.
SELECT id, value,
       CASE WHEN sold < %(least)s OR mean <= 0 THEN ''
            WHEN 100 * sqrt(GREATEST(squares / %(months)s - mean * mean, 0)) / mean <= %(xyz_x)s THEN 'X'
            WHEN 100 * sqrt(GREATEST(squares / %(months)s - mean * mean, 0)) / mean <= %(xyz_y)s THEN 'Y'
            ELSE 'Z' END AS xyz
  FROM (SELECT id, sum(value) AS value, count(*) FILTER (WHERE looked AND month_sum <> 0) AS sold,
               COALESCE(sum(month_sum) FILTER (WHERE looked), 0) / %(months)s AS mean,
               COALESCE(sum(month_sum * month_sum) FILTER (WHERE looked), 0) AS squares
          FROM (SELECT l.product_id AS id, {value} AS value, {month} AS month_sum,
                       date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)
                           >= %(months_since)s AT TIME ZONE %(zone)s
                       AND date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)
                           < %(months_until)s AT TIME ZONE %(zone)s AS looked
                  FROM sales_purchase p JOIN sales_purchaseline l ON l.purchase_id = p.id
                 WHERE p.status <> 'invoiced' AND l.product_id IS NOT NULL AND p.purchased_at >= %(since)s
                   AND p.purchased_at < %(until)s AND {counted}
                 GROUP BY l.product_id, date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)) months
         GROUP BY id) valued
