-- Input: operation, after, upto. Makes the clients of new rows. Cost: one insert a row.
INSERT INTO customers_customer (id, kind, last_name, first_name, middle_name, name, sort_name, sex, birth_date, city,
       address, company, position, inn, kpp, source, note, responsible_id, created_at, updated_at, made_in)
SELECT s.customer_id, w.kind, COALESCE(w.last_name, ''), COALESCE(w.first_name, ''), COALESCE(w.middle_name, ''),
       COALESCE(w.name, ''), COALESCE(w.sort_name, ''), COALESCE(w.sex, ''), w.birth_date, COALESCE(w.city, ''),
       COALESCE(w.address, ''), COALESCE(w.company, ''), COALESCE(w.position, ''), COALESCE(w.inn, ''),
       COALESCE(w.kpp, ''), COALESCE(w.source, ''), COALESCE(w.note, ''), w.responsible_id,
       -- A microsecond apart: many rows of one moment would mislead the planner of keyset pages.
       now() + (i.seq - %(after)s) * interval '1 microsecond', now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL jsonb_to_record(s.writes->'columns') AS w (
       kind text, last_name text, first_name text, middle_name text, name text, sort_name text, sex text,
       birth_date date, city text, address text, company text, position text, inn text, kpp text, source text,
       note text, responsible_id bigint)
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND s.verdict = 'new'
 ORDER BY i.seq;
