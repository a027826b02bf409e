-- Input: operation, after, upto, responsible never needed: it stands in the row. Makes the clients of new rows.
-- Cost: one insert a row.
WITH given AS MATERIALIZED (
    UPDATE imports_stagedrow SET customer_id = nextval(pg_get_serial_sequence('customers_customer', 'id'))
     WHERE id IN (SELECT id FROM (SELECT s.* FROM journal_operationitem i JOIN imports_stagedrow s ON s.id = i.object_id::bigint
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen') r WHERE r.verdict = 'new' AND r.customer_id IS NULL)
    RETURNING customer_id, number, writes->'columns' AS w)
INSERT INTO customers_customer (id, kind, last_name, first_name, middle_name, name, sort_name, sex, birth_date, city,
       address, company, position, inn, kpp, source, note, responsible_id, created_at, updated_at, made_in)
SELECT customer_id, w->>'kind', COALESCE(w->>'last_name', ''), COALESCE(w->>'first_name', ''),
       COALESCE(w->>'middle_name', ''), COALESCE(w->>'name', ''), COALESCE(w->>'sort_name', ''),
       COALESCE(w->>'sex', ''), (w->>'birth_date')::date, COALESCE(w->>'city', ''), COALESCE(w->>'address', ''),
       COALESCE(w->>'company', ''), COALESCE(w->>'position', ''), COALESCE(w->>'inn', ''), COALESCE(w->>'kpp', ''),
       COALESCE(w->>'source', ''), COALESCE(w->>'note', ''), (w->>'responsible_id')::bigint,
       -- A microsecond apart: many rows of one moment would mislead the planner of keyset pages.
       now() + row_number() OVER (ORDER BY number) * interval '1 microsecond', now(), %(operation)s
  FROM given;
