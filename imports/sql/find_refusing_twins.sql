-- Rows that others of a batch repeat which refuse and do not name every contact: (number, id as text, client it updates).
-- In: operation, after, upto. Cost: a look-up of the row an item of the batch.
SELECT DISTINCT t.number, t.id::text, t.customer_id
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
  JOIN imports_stagedrow t ON t.imported_id = s.imported_id AND t.number = s.twin
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'unchanged'
   AND s.writes ? 'refusals' AND EXISTS (
       SELECT 1 FROM jsonb_array_elements_text(s.writes->'refusals'->'asked') AS a (what)
         JOIN consents_channel k ON k.code = split_part(a.what, '.', 2) AND k.contact_kind <> ''
        WHERE NOT s.writes->'refusals'->'named' ? k.contact_kind::text)
