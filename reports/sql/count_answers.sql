-- How soon clients who turned to us were answered: missed calls, and letters and messages from them.
-- In: since, until (moments); everybody, people, others as in count_acts.
-- Out: person (0 for those beyond the reader's sight), answered, seconds (their average), unanswered. An answer counts for
--     whoever gave it, silence for whoever keeps the client (nobody: 0).
-- Cost: missed calls by their index of time, messages by author and time; one look-up of the next touch for each.
WITH asked AS (
    SELECT m.customer_id, m.at, m.id
    FROM interactions_interaction m
    WHERE m.direction = 'missed' AND m.archived_at IS NULL AND m.at >= %(since)s AND m.at < %(until)s
    UNION ALL
    SELECT m.customer_id, m.at, m.id
    FROM accounts_user u
    JOIN interactions_interaction m ON m.author_id = u.id AND m.at >= %(since)s AND m.at < %(until)s
    WHERE m.direction = 'in' AND m.kind IN ('letter', 'sms', 'messenger') AND m.archived_at IS NULL
),
met AS (
    SELECT coalesce(a.author_id, c.responsible_id, 0) AS person, a.at IS NOT NULL AS answered, a.at - q.at AS wait
    FROM asked q
    JOIN customers_customer c ON c.id = q.customer_id
    LEFT JOIN LATERAL (
        SELECT x.author_id, x.at
        FROM interactions_interaction x
        WHERE x.customer_id = q.customer_id AND x.archived_at IS NULL AND x.kind <> 'note' AND x.direction <> 'missed'
            AND (x.at, x.id) > (q.at, q.id)
            AND (x.direction = 'out' OR x.kind IN ('call', 'meeting', 'visit', 'file'))
        ORDER BY x.at, x.id
        LIMIT 1
    ) a ON TRUE
)
SELECT
    CASE WHEN %(everybody)s OR person = ANY(%(people)s) THEN person ELSE 0 END AS person,
    count(*) FILTER (WHERE answered) AS answered,
    extract(EPOCH FROM avg(wait) FILTER (WHERE answered))::float AS seconds,
    count(*) FILTER (WHERE NOT answered) AS unanswered
FROM met
WHERE %(everybody)s OR %(others)s OR person = ANY(%(people)s)
GROUP BY 1
