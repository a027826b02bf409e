-- A task for each client of a batch, of a whole day in the zone of who is to do it: the person named, or each client's own
-- responsible, or, where there is none, who asks. In: ids of clients, doer (NULL: the responsible), by, text, kind, day,
-- made_in. Out: who got how many. Cost: the batch, by keys.
WITH made AS (
    INSERT INTO interactions_task (text, kind, priority, customer_id, responsible_id, author_id, due_on, zone, ends_at,
           state, needs_result, result, repeat, checklist, created_at, updated_at, made_in)
    SELECT %(text)s, %(kind)s, %(priority)s, c.id, u.id, %(by)s, %(day)s::date, u.time_zone,
           (%(day)s::date + 1)::timestamp AT TIME ZONE u.time_zone, 'open', false, '', '', '[]', now(), now(), %(made_in)s
      FROM customers_customer c
      JOIN accounts_user u ON u.id = COALESCE(%(doer)s, c.responsible_id, %(by)s)
     WHERE c.id = ANY (%(ids)s)
    RETURNING responsible_id
)
SELECT responsible_id, count(*) FROM made GROUP BY 1 ORDER BY 1
