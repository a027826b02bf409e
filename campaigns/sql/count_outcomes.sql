-- In: outcomes, the query of find_outcomes. Out: outcome, later, how many.
SELECT found.outcome, found.later, count(*) FROM ({outcomes}) AS found GROUP BY found.outcome, found.later
