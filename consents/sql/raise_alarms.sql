-- Raises the alarm of open requests whose time has reached 50, 80 or 100 percent since the last look.
-- Inputs: now. Output: keys of requests to be told of, each once a share. Cost: open requests by their partial index.
WITH reached AS (
    SELECT r.id, CASE
               WHEN %(now)s::timestamptz >= r.ends_at THEN 100
               WHEN extract(epoch FROM %(now)s::timestamptz - r.received_at)
                    >= 0.8 * extract(epoch FROM r.ends_at - r.received_at) THEN 80
               WHEN extract(epoch FROM %(now)s::timestamptz - r.received_at)
                    >= 0.5 * extract(epoch FROM r.ends_at - r.received_at) THEN 50
               ELSE 0
           END AS share
      FROM consents_subjectrequest r
     WHERE r.outcome = ''
)
UPDATE consents_subjectrequest r
   SET alarm = reached.share
  FROM reached
 WHERE r.id = reached.id AND r.outcome = '' AND r.alarm < reached.share
RETURNING r.id
