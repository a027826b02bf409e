-- A part, not a statement: buyers of a part of the company graded among themselves, by what they bought in it. of are
-- its purchases (or lines), asked whose, r, f, m tell grades. In: zone, since, until (the window), grades, cells,
-- as_of; what asked needs. Those in the archive take no part. Cost: the part's purchases, three sorts of its buyers.
SELECT customer_id, r::int AS r, f::int AS f, m::int AS m,
       COALESCE((%(cells)s::text[])[((r - 1) * %(grades)s + f - 1) * %(grades)s + m], '') AS rfm_segment,
       number::int AS frequency, money AS monetary, profit, last_on
  FROM (
       SELECT customer_id, number, money, profit, last_on, ({r})::int AS r, ({f})::int AS f, ({m})::int AS m
         FROM (
              SELECT b.customer_id, b.number, b.profit, b.last_on, {money} AS money
                FROM (
                     SELECT p.customer_id, {number} AS number, COALESCE(sum({total}), 0) AS total,
                            COALESCE(sum({profit}), 0) AS profit,
                            (max(p.purchased_at) FILTER (WHERE p.status <> 'returned')
                             AT TIME ZONE %(zone)s)::date AS last_on
                       FROM {of}
                       JOIN customers_customer c ON c.id = p.customer_id AND c.archived_at IS NULL
                      WHERE p.status <> 'invoiced' AND p.purchased_at >= %(since)s AND p.purchased_at < %(until)s
                        AND {asked}
                      GROUP BY p.customer_id) b
               WHERE b.number > 0) valued) graded
