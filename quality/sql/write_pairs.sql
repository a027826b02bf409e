-- Pairs found are put among those that stand; what people said of one stays. In: search. Parts: found (a, b, score,
-- decision, reasons, "group"). Out: how many are new. Cost: an upsert a pair that differs.
WITH written AS (
    INSERT INTO quality_pair AS p (left_id, right_id, score, decision, reasons, "group", found_at, found_in_id, state)
    SELECT f.a, f.b, f.score, f.decision, f.reasons, f."group", now(), %(search)s, 'open'
      FROM {found} f ORDER BY f.a, f.b
    ON CONFLICT (left_id, right_id) DO UPDATE
       SET score = excluded.score, decision = excluded.decision, reasons = excluded.reasons,
           "group" = excluded."group", found_at = excluded.found_at, found_in_id = excluded.found_in_id
     WHERE p.state IN ('open', 'later') AND (p.score, p.decision, p."group") IS DISTINCT FROM
           (excluded.score, excluded.decision, excluded."group")
    RETURNING (xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new) FROM written
