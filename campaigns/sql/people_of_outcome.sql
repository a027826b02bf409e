-- Some of those with one outcome, by name. In: outcomes, the query of find_outcomes; seen, clients of the reader; code;
-- first, how many. Cost: a sort of those found.
SELECT c.id FROM ({outcomes}) AS found JOIN customers_customer c ON c.id = found.customer_id
 WHERE %(code)s IN (found.outcome, found.later) AND c.id IN ({seen})
 ORDER BY c.sort_name, c.id LIMIT %(first)s
