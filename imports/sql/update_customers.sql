-- Input: operation, after, upto. Writes the changed columns of known clients. Cost: one update a changed card.
WITH r AS MATERIALIZED (
    SELECT s.customer_id, s.writes->'columns' AS w
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.verdict = 'updated' AND s.writes ? 'columns')
UPDATE customers_customer c
   SET last_name = COALESCE(r.w->>'last_name', c.last_name),
       first_name = COALESCE(r.w->>'first_name', c.first_name),
       middle_name = COALESCE(r.w->>'middle_name', c.middle_name),
       name = COALESCE(r.w->>'name', c.name),
       sort_name = COALESCE(r.w->>'sort_name', c.sort_name),
       sex = COALESCE(r.w->>'sex', c.sex),
       city = COALESCE(r.w->>'city', c.city),
       address = COALESCE(r.w->>'address', c.address),
       company = COALESCE(r.w->>'company', c.company),
       position = COALESCE(r.w->>'position', c.position),
       inn = COALESCE(r.w->>'inn', c.inn),
       kpp = COALESCE(r.w->>'kpp', c.kpp),
       source = COALESCE(r.w->>'source', c.source),
       note = COALESCE(r.w->>'note', c.note),
       legal_name = COALESCE(r.w->>'legal_name', c.legal_name),
       legal_form = COALESCE(r.w->>'legal_form', c.legal_form),
       industry = COALESCE(r.w->>'industry', c.industry),
       ogrn = COALESCE(r.w->>'ogrn', c.ogrn),
       legal_address = COALESCE(r.w->>'legal_address', c.legal_address),
       director = COALESCE(r.w->>'director', c.director),
       accountant = COALESCE(r.w->>'accountant', c.accountant),
       working_hours = COALESCE(r.w->>'working_hours', c.working_hours),
       bik = COALESCE(r.w->>'bik', c.bik),
       account = COALESCE(r.w->>'account', c.account),
       bank = COALESCE(r.w->>'bank', c.bank),
       corr_account = COALESCE(r.w->>'corr_account', c.corr_account),
       salutation = COALESCE(r.w->>'salutation', c.salutation),
       channel = COALESCE(r.w->>'channel', c.channel),
       best_time = COALESCE(r.w->>'best_time', c.best_time),
       time_zone = COALESCE(r.w->>'time_zone', c.time_zone),
       language = COALESCE(r.w->>'language', c.language),
       family = COALESCE(r.w->>'family', c.family),
       interests = COALESCE(r.w->>'interests', c.interests),
       preferences = COALESCE(r.w->>'preferences', c.preferences),
       birth_date = COALESCE((r.w->>'birth_date')::date, c.birth_date),
       responsible_id = COALESCE((r.w->>'responsible_id')::bigint, c.responsible_id),
       updated_at = now()
  FROM r WHERE c.id = r.customer_id;
