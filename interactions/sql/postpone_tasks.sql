-- Puts open tasks off to a day: each keeps its hour in its own zone, and is reminded of as usual.
-- in: ids, day
-- out: interactions_task due_on, due_at, ends_at, remind_at
-- cost: one look by key a task
UPDATE interactions_task t
   SET due_on = n.due_on, due_at = n.due_at, ends_at = n.ends_at, updated_at = now(),
       remind_at = CASE WHEN t.remind_at IS NULL THEN NULL
                        WHEN n.due_at IS NULL THEN (n.due_on + time '09:00') AT TIME ZONE t.zone
                        ELSE n.due_at - interval '15 minutes' END
  FROM (SELECT id, %(day)s::date AS due_on,
               (%(day)s::date + (due_at AT TIME ZONE zone)::time) AT TIME ZONE zone AS due_at,
               COALESCE((%(day)s::date + (due_at AT TIME ZONE zone)::time) AT TIME ZONE zone,
                        (%(day)s::date + 1)::timestamp AT TIME ZONE zone) AS ends_at
          FROM interactions_task WHERE id = ANY (%(ids)s::bigint[])) n
 WHERE t.id = n.id
