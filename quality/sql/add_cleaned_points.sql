-- Points that stood in one cell with another, or come instead of one. In: made (a JSON array), operation.
-- Cost: one insert a point.
INSERT INTO customers_contactpoint (id, customer_id, kind, raw, value, problem, label, extension, is_primary, position,
       state, state_why, created_at, made_in)
SELECT id, customer_id, kind, raw, value, '', left(COALESCE(label, ''), 100), '', is_primary, position, '', '', now(),
       %(operation)s
  FROM jsonb_to_recordset(%(made)s::jsonb) AS m (id uuid, customer_id bigint, kind text, raw text, value text,
       label text, is_primary boolean, position integer)
