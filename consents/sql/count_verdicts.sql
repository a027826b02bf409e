-- In: verdicts, a query or a table with codes of the gate. Out: code, how many.
SELECT code, count(*) FROM {verdicts} AS verdicts GROUP BY code
