-- Some of those with one outcome, on one day or on any, by name. In: outcomes, the query of trigger_outcomes; seen,
-- clients of the reader; zone, code, day (none: any), first, how many. Cost: a sort of those found.
SELECT c.id FROM customers_customer c
 WHERE c.id IN (SELECT found.customer_id FROM ({outcomes}) AS found
                 WHERE found.outcome = %(code)s
                   AND (%(day)s::date IS NULL OR (found.due_at AT TIME ZONE %(zone)s)::date = %(day)s))
   AND c.id IN ({seen})
 ORDER BY c.sort_name, c.id LIMIT %(first)s
