-- Input: operation, after, upto. Makes the clients of new rows. Cost: one insert a row.
INSERT INTO customers_customer (id, kind, last_name, first_name, middle_name, name, sort_name, sex, birth_date, city,
       address, company, position, inn, kpp, source, note,
       legal_name, legal_form, industry, ogrn, legal_address, director, accountant, working_hours, bik,
       account, bank, corr_account, salutation, channel, best_time, time_zone, language, family, interests,
       preferences,
       responsible_id, created_at, updated_at, made_in)
SELECT i.makes, w.kind, COALESCE(w.last_name, ''), COALESCE(w.first_name, ''), COALESCE(w.middle_name, ''),
       COALESCE(w.name, ''), COALESCE(w.sort_name, ''), COALESCE(w.sex, ''), w.birth_date, COALESCE(w.city, ''),
       COALESCE(w.address, ''), COALESCE(w.company, ''), COALESCE(w.position, ''), COALESCE(w.inn, ''),
       COALESCE(w.kpp, ''), COALESCE(w.source, ''), COALESCE(w.note, ''),
       COALESCE(w.legal_name, ''), COALESCE(w.legal_form, ''), COALESCE(w.industry, ''), COALESCE(w.ogrn, ''),
       COALESCE(w.legal_address, ''), COALESCE(w.director, ''), COALESCE(w.accountant, ''),
       COALESCE(w.working_hours, ''), COALESCE(w.bik, ''), COALESCE(w.account, ''), COALESCE(w.bank, ''),
       COALESCE(w.corr_account, ''), COALESCE(w.salutation, ''), COALESCE(w.channel, ''),
       COALESCE(w.best_time, ''), COALESCE(w.time_zone, ''), COALESCE(w.language, ''), COALESCE(w.family, ''),
       COALESCE(w.interests, ''), COALESCE(w.preferences, ''),
       w.responsible_id,
       -- A microsecond apart: many rows of one moment would mislead the planner of keyset pages.
       now() + (i.seq - %(after)s) * interval '1 microsecond', now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL jsonb_to_record(s.writes->'columns') AS w (
       kind text, last_name text, first_name text, middle_name text, name text, sort_name text, sex text,
       birth_date date, city text, address text, company text, position text, inn text, kpp text, source text,
       note text, responsible_id bigint,
       legal_name text, legal_form text, industry text, ogrn text, legal_address text, director text,
       accountant text, working_hours text, bik text, account text, bank text, corr_account text,
       salutation text, channel text, best_time text, time_zone text, language text, family text,
       interests text, preferences text)
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND s.verdict = 'new'
 ORDER BY i.seq;
