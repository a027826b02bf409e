-- Writes down what became of messages that were taken up. Only who took them up tells; a gateway that told of one in the
-- meantime knows better than we do how far it is, so its status stays. Saying the same twice changes nothing.
-- In: rows (jsonb), ids (theirs: the planner knows how many those are), by. Out: id, whether it counts as handed over from now on, and what limits count it by.
UPDATE messaging_message m
   SET status = CASE WHEN standing.is_ours THEN row.status ELSE m.status END,
       lease_until = NULL,
       lease_by = CASE WHEN row.status = 'queued' THEN '' ELSE m.lease_by END,
       not_before = COALESCE(row.not_before, m.not_before),
       paced_at = CASE WHEN row.status = 'queued' THEN row.paced_at ELSE m.paced_at END,
       attempts = GREATEST(m.attempts - COALESCE(row.uncounted, 0), 0),
       provider_id = COALESCE(row.provider_id, m.provider_id),
       segments = COALESCE(row.segments, m.segments),
       price = COALESCE(row.price, m.price),
       currency = COALESCE(row.currency, m.currency),
       error_kind = COALESCE(row.error_kind, ''),
       error_code = COALESCE(row.error_code, ''),
       error_text = COALESCE(row.error_text, ''),
       verdict_code = COALESCE(row.code, m.verdict_code),
       decided_at = COALESCE(row.decided_at, m.decided_at),
       handed_at = COALESCE(m.handed_at, row.handed_at),
       failed_at = CASE WHEN standing.is_ours THEN row.failed_at ELSE m.failed_at END
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS row (
        id uuid, status text, not_before timestamptz, paced_at timestamptz, uncounted int, provider_id text,
        segments int, price numeric, currency text, error_kind text, error_code text, error_text text,
        code text, decided_at timestamptz, handed_at timestamptz, failed_at timestamptz)
  JOIN (
    SELECT before.id, before.handed_at, before.status IN ('leased', 'handing', 'unknown') AS is_ours
      FROM messaging_message before
     WHERE before.lease_by = %(by)s
       AND before.id = ANY (%(ids)s::uuid[])
     ORDER BY before.id
       FOR UPDATE
  ) AS standing ON standing.id = row.id
 WHERE m.id = row.id
RETURNING m.id, standing.handed_at IS NULL AND m.handed_at IS NOT NULL AS went, m.customer_id, m.message_class, m.channel,
          m.handed_at
