-- A part, not a statement: clients of some cells, of some segments, of those who bought again. source says whose grades.
-- In: those of the source; picked (cells), segments, least (purchases); NULL: any. Cost: the source.
SELECT customer_id AS id, monetary AS weight
  FROM ({source}) scored
 WHERE (%(segments)s::text[] IS NULL OR rfm_segment = ANY (%(segments)s::text[]))
   AND (%(picked)s::text[] IS NULL OR concat(r, f, m) = ANY (%(picked)s::text[]))
   AND frequency >= %(least)s
