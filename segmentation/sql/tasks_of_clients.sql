-- A part, not a statement: clients with a task that was open at `until` and is due about then; `which` says whose.
-- In: until, due_since, due_until (days). Cost: one scan of tasks.
SELECT DISTINCT i.customer_id
  FROM interactions_task i
 WHERE i.customer_id IS NOT NULL AND i.due_on BETWEEN %(due_since)s AND %(due_until)s AND i.created_at < %(until)s
   AND (i.state = 'open' OR i.closed_at >= %(until)s) AND {which}
