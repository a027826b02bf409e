-- What people did: per person and kind, per day and kind, per weekday and hour, all from one reading.
-- In: since, until (moments), zone; everybody (the reader sees all), people (ids of those he sees), others (those
--     beyond his sight are counted too, under the person 0).
-- Out: grain (person, day, hour: see counting.py), actor, kind, day, weekday (Monday is 1), hour, n. Hours count what
--     was done with clients alone, not looks, edits and exports, which stand in the journal.
-- Cost: each part reads the period by its index of time; the groups are few, whatever the size of the base.
WITH acts (actor, kind, at) AS (
    SELECT
        actor_id,
        CASE verb WHEN 'customers.viewed' THEN 'opened' WHEN 'operation.edited' THEN 'edited' ELSE 'taken' END,
        at
    FROM journal_entry
    WHERE at >= %(since)s AND at < %(until)s AND actor_id > 0
        AND (
            verb IN ('customers.viewed', 'export.downloaded')
            OR (verb = 'operation.edited' AND object_type = 'customers.customer')
        )
    UNION ALL
    SELECT closed_by_id, CASE WHEN closed_at <= ends_at THEN 'done' ELSE 'done_late' END, closed_at
    FROM interactions_task
    WHERE state = 'done' AND closed_at >= %(since)s AND closed_at < %(until)s AND closed_by_id IS NOT NULL
    UNION ALL
    SELECT
        i.author_id,
        CASE
            WHEN i.kind = 'call' AND i.direction = 'in' THEN 'call_in'
            WHEN i.kind = 'call' THEN 'call_out'
            WHEN i.kind IN ('meeting', 'visit') THEN 'meeting'
            ELSE 'message'
        END,
        i.at
    FROM accounts_user u
    JOIN interactions_interaction i ON i.author_id = u.id AND i.at >= %(since)s AND i.at < %(until)s
    WHERE i.archived_at IS NULL AND i.direction <> 'missed'
        AND (
            i.kind IN ('call', 'meeting', 'visit')
            OR (i.direction = 'out' AND i.kind IN ('letter', 'sms', 'messenger'))
            OR i.kind = 'file'
        )
),
seen AS (
    SELECT
        CASE WHEN %(everybody)s OR actor = ANY(%(people)s) THEN actor ELSE 0 END AS actor,
        kind,
        at AT TIME ZONE %(zone)s AS local
    FROM acts
    WHERE actor NOT IN (SELECT id FROM accounts_user WHERE is_system)
        AND (%(everybody)s OR %(others)s OR actor = ANY(%(people)s))
),
parted AS (
    SELECT
        actor,
        kind,
        local::date AS day,
        extract(ISODOW FROM local)::int AS weekday,
        extract(HOUR FROM local)::int AS hour,
        kind NOT IN ('opened', 'edited', 'taken') AS done
    FROM seen
)
SELECT grouping(actor, day, hour) AS grain, actor, kind, day, weekday, hour, count(*) AS n
FROM parted
GROUP BY GROUPING SETS ((actor, kind), (day, kind), (weekday, hour, done))
HAVING done IS NOT FALSE
