-- What an earlier run mended and a person has put back as it was is his word: it is not mended again. A run that was undone
-- as a whole says nothing of single cards. In: run, checks, each. Cost: the findings of the run, by the index of a card.
UPDATE quality_finding f
   SET state = 'refused', reason = 'put_back'
 WHERE f.run_id = %(run)s AND f.state = 'sure' AND f.kind <> 'card_stale'
   AND EXISTS (
       SELECT 1 FROM quality_finding old
         JOIN quality_cleaningrun r ON r.id = old.run_id
         JOIN journal_operation o ON o.id = r.operation AND o.state NOT IN ('undone', 'undoing')
        WHERE old.customer_id = f.customer_id AND old.kind = f.kind AND old.run_id <> f.run_id
          AND old.state = 'fixed' AND old.before = f.before AND old.point IS NOT DISTINCT FROM f.point)
