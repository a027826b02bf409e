-- No input. The same list that a rebuild makes, selected and not written: the floor of the bench. Cost: one scan.
SELECT count(*), sum(number), sum(total) FROM ({columns}
  FROM sales_customervalue s LEFT JOIN ({aggregate}) a ON a.customer_id = s.customer_id OFFSET 0) fresh;
