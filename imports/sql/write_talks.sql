-- Input: operation, after, upto. Writes entries of the history; outcomes and authors are told by name and e-mail.
-- Cost: one insert a row.
INSERT INTO interactions_interaction
       (customer_id, kind, direction, at, text, outcome_id, author_id, created_at, updated_at, made_in)
SELECT s.customer_id, split_part(w.kind, ':', 1), COALESCE(w.direction, ''), w.at, COALESCE(w.text, ''), o.id, u.id,
       -- A microsecond apart: many rows of one moment would mislead the planner of keyset pages.
       now() + (i.seq - %(after)s) * interval '1 microsecond', now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL jsonb_to_record(s.writes) AS w (
       kind text, direction text, at timestamptz, text text, outcome text, author text)
  LEFT JOIN interactions_outcome o ON o.name = w.outcome
  LEFT JOIN accounts_user u ON u.email = w.author
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
 ORDER BY s.customer_id, w.at, i.seq;
