-- A part, not a statement: clients who have ways to reach them, none of which works; `which` says whose. A web site is
-- no way. In: until. Cost: one scan of contact points, one look-up for each that does not work.
SELECT DISTINCT i.customer_id
  FROM customers_contactpoint i
 WHERE i.archived_at IS NULL AND i.kind <> 'site' AND {which}
   AND (i.problem <> '' OR i.state IN ('silent', 'wrong', 'invalid', 'bounced', 'refused') AND i.state_at < %(until)s)
   AND NOT EXISTS (
       SELECT 1 FROM customers_contactpoint g
        WHERE g.customer_id = i.customer_id AND g.archived_at IS NULL AND g.kind <> 'site' AND g.problem = ''
          AND NOT (g.state IN ('silent', 'wrong', 'invalid', 'bounced', 'refused') AND g.state_at < %(until)s))
