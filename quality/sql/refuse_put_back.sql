-- What an earlier run mended and a person has put back as it was is his word: it is not mended again. Each run that comes
-- upon it passes the word on: runs are kept for some months, the word for ever. A run that was undone as a whole says
-- nothing of single cards. In: run, checks, each. Cost: the findings of the run, by the index of a card.
UPDATE quality_finding f
   SET state = 'refused', reason = 'put_back'
 WHERE f.run_id = %(run)s AND f.state = 'sure' AND f.kind <> 'card_stale'
   AND EXISTS (
       SELECT 1 FROM quality_finding old
         JOIN quality_cleaningrun r ON r.id = old.run_id
         LEFT JOIN journal_operation o ON o.id = r.operation
        WHERE old.customer_id = f.customer_id AND old.kind = f.kind AND old.run_id <> f.run_id
          AND (old.reason = 'put_back' OR old.state = 'fixed' AND o.state NOT IN ('undone', 'undoing'))
          AND old.before = f.before AND old.point IS NOT DISTINCT FROM f.point)
