-- No input. Makes the rows client × category × month anew, after they have been emptied. Cost: one scan of lines.
INSERT INTO sales_categorymonth (customer_id, category_id, month, number, quantity, total, profit)
SELECT p.customer_id, l.category_id, date_trunc('month', p.purchased_at AT TIME ZONE (SELECT sales_zone()))::date AS month, {sums}
  FROM sales_purchase p JOIN sales_purchaseline l ON l.purchase_id = p.id
 WHERE p.status <> 'invoiced'
 GROUP BY 1, 2, 3;
