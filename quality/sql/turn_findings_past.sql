-- Once the base was looked through again by these checks, only what the new run found is open. In: run, checks, each.
-- Cost: what was open, by its index.
UPDATE quality_finding f
   SET state = 'past'
 WHERE f.check_code = ANY (%(checks)s) AND f.state IN ('sure', 'asked', 'refused') AND f.run_id <> %(run)s
