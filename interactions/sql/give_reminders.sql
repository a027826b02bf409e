-- Marks reminders whose moment has come as given. What waited more than a day (nobody worked) is not given any more:
-- the task stands among the overdue by then.
-- in: most
-- out: interactions_taskreminder; ids of the tasks
-- cost: the partial index of reminders of open tasks, a day of it
INSERT INTO interactions_taskreminder (task_id, at)
SELECT t.id, t.remind_at FROM interactions_task t
 WHERE t.state = 'open' AND t.remind_at IS NOT NULL AND t.remind_at <= now() AND t.remind_at > now() - interval '1 day'
   AND NOT EXISTS (SELECT 1 FROM interactions_taskreminder r WHERE r.at = t.remind_at AND r.task_id = t.id)
 ORDER BY t.remind_at, t.id LIMIT %(most)s
ON CONFLICT DO NOTHING
RETURNING task_id
