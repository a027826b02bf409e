-- A part, not a statement: when clients last turned to us, got an offer, answered, refused, and were met with at all;
-- `which` says whose. A talk that ended with a refusal is no answer. In: until. Cost: one scan of interactions.
SELECT t.customer_id, max(t.at) AS touched_at,
       max(t.at) FILTER (WHERE t.direction IN ('in', 'missed') AND NOT t.is_refusal) AS asked_at,
       max(t.at) FILTER (WHERE t.kind = 'file' OR t.outcome IN ('agreed', 'thinks')) AS offered_at,
       max(t.at) FILTER (WHERE NOT t.is_refusal AND (t.direction IN ('in', 'missed') OR t.kind = 'meeting'
                                 OR t.outcome IS NOT NULL AND t.outcome <> 'silent')) AS answered_at,
       max(t.at) FILTER (WHERE t.is_refusal) AS refused_at
  FROM (SELECT i.customer_id, i.at, i.direction, i.kind, o.code AS outcome,
               COALESCE(o.code IN ('refused', 'do_not_call'), false) AS is_refusal
          FROM interactions_interaction i LEFT JOIN interactions_outcome o ON o.id = i.outcome_id
         WHERE i.archived_at IS NULL AND i.kind <> 'note' AND i.at < %(until)s AND {which}) t
 GROUP BY t.customer_id
