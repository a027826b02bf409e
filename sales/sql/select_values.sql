-- No input. The same list that a rebuild makes, selected and not written: the floor of the bench. Cost: one scan.
SELECT count(*), sum(number), sum(total), sum(profit), sum(discount), min(first_at), max(last_at), sum(average_check),
       sum(average_interval), sum(number_90), sum(total_90), sum(number_365), sum(total_365) FROM ({columns}
  FROM sales_customervalue s LEFT JOIN ({aggregate}) a ON a.customer_id = s.customer_id OFFSET 0) fresh;
