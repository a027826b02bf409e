-- A part, not a statement: who stands behind a number of report_loyalty: kind is its condition. In: since,
-- until (months); silence; what months needs. Cost: months.
SELECT customer_id AS id, sum(bought) AS weight
  FROM ({months}) told
 WHERE month BETWEEN %(since)s AND %(until)s AND {kind}
 GROUP BY customer_id
