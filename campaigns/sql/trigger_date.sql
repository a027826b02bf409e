-- Whose date it is: each year (29 February is kept on the 28th of other years, and never on the day itself), or once.
-- In: value, a query of the client c that gives dates; is_yearly; days, clock; first and last, the days that may fall into
-- the span in any zone; years; from_1, to_1, from_2, to_2: the same as month and day, for an index. Out: as
-- trigger_entered, without due_at: the clock is that of the client's zone.
-- Cost: clients with such a day and month, by index where the date has one, else one look at all of them.
SELECT c.id, found.day, NULL::timestamptz, found.day + %(days)s + %(clock)s::time
  FROM customers_customer c
 CROSS JOIN LATERAL ({value}) AS told (value)
 CROSS JOIN LATERAL (
       SELECT told.value AS day WHERE NOT %(is_yearly)s
        UNION ALL
       SELECT make_date(year, extract(month FROM told.value)::int, 1) - 1
              + LEAST(extract(day FROM told.value)::int,
                      extract(day FROM make_date(year, extract(month FROM told.value)::int, 1)
                                       + interval '1 month - 1 day')::int)
         FROM unnest(%(years)s::int[]) AS year
        WHERE %(is_yearly)s AND year > extract(year FROM told.value)) AS found
 WHERE told.value IS NOT NULL AND c.archived_at IS NULL
   AND (NOT %(is_yearly)s
        OR (extract(month FROM told.value)::int * 100 + extract(day FROM told.value)::int)
           BETWEEN %(from_1)s AND %(to_1)s
        OR (extract(month FROM told.value)::int * 100 + extract(day FROM told.value)::int)
           BETWEEN %(from_2)s AND %(to_2)s)
   AND found.day BETWEEN %(first)s AND %(last)s
