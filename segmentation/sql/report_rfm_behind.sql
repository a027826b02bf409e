-- Clients of some cells or of a segment, the dearest first. In: those of the source; picked (cells) or segment; most.
-- Out: ids. Cost: the source, one sort of who is picked.
SELECT customer_id
  FROM ({source}) scored
 WHERE (%(segment)s = '' OR rfm_segment = %(segment)s)
   AND (%(picked)s::text[] IS NULL OR concat(r, f, m) = ANY (%(picked)s::text[]))
 ORDER BY monetary DESC, customer_id
 LIMIT %(most)s
