-- An item for each card of a run with something that is surely mended. In: operation, run, type. Cost: the run's findings.
INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id)
SELECT %(operation)s, row_number() OVER (ORDER BY customer_id), %(type)s, customer_id::text
  FROM (SELECT DISTINCT customer_id FROM quality_finding WHERE run_id = %(run)s AND state = 'sure') AS cards
