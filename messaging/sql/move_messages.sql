-- Moves messages on to what was told of them, never back: a report of a lower rank that comes late changes nothing.
-- In: moves (jsonb: id, status, rank, at, price, kind, code, words), ranks (jsonb: status -> rank). Out: ids that moved.
UPDATE messaging_message m
   SET status = r.status,
       lease_until = NULL,
       delivered_at = CASE WHEN r.status IN ('delivered', 'read') THEN COALESCE(m.delivered_at, r.at) ELSE m.delivered_at END,
       read_at = CASE WHEN r.status = 'read' THEN r.at ELSE m.read_at END,
       handed_at = COALESCE(m.handed_at, r.at),
       failed_at = CASE WHEN r.status IN ('failed', 'expired') THEN r.at END,
       price = COALESCE(r.price, m.price),
       error_kind = r.kind, error_code = r.code, error_text = r.words
  FROM jsonb_to_recordset(%(moves)s::jsonb) AS r (
       id uuid, status text, rank int, at timestamptz, price numeric, kind text, code text, words text)
 WHERE m.id = r.id
   AND (%(ranks)s::jsonb ->> m.status)::int < r.rank
RETURNING m.id
