-- Values whose owners refuse, as rows of a batch say, whatever became of the row: (kind, value, purpose, channel).
-- In: operation, after, upto; twins and twin_clients (row by row: rows that others repeat, and their clients). A row that
-- names a contact of the channel's kind means that contact; one that names none means all of that kind of its client, of the
-- client of the row it repeats, and of all it may be about.
-- Cost: a look-up of the row an item of the batch; of the contacts of the client where a row names none.
SELECT DISTINCT v.kind, v.value, v.purpose, v.channel
  FROM (
    SELECT COALESCE(i.makes, s.customer_id) AS customer_id, s.twin, s.verdict, s.candidates, k.contact_kind AS kind,
           u.code AS purpose, k.code AS channel, s.writes->'refusals'->'named'->k.contact_kind::text AS named
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     CROSS JOIN LATERAL jsonb_array_elements_text(s.writes->'refusals'->'asked') AS t (what)
      JOIN consents_channel k ON k.code = split_part(t.what, '.', 2) AND k.contact_kind <> ''
      JOIN consents_purpose u ON u.code = split_part(t.what, '.', 1)
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND s.writes ? 'refusals'
  ) a
 CROSS JOIN LATERAL (
    SELECT a.kind, n.value, a.purpose, a.channel FROM jsonb_array_elements_text(a.named) AS n (value)
    UNION ALL
    SELECT a.kind, p.value, a.purpose, a.channel
      FROM (
        SELECT a.customer_id AS id
        UNION SELECT t.client FROM unnest(%(twins)s::bigint[], %(twin_clients)s::bigint[]) AS t (number, client)
               WHERE t.number = a.twin
        UNION SELECT (c.pair->>0)::bigint FROM jsonb_array_elements(a.candidates) AS c (pair)
               WHERE a.verdict IN ('doubtful', 'rejected', 'dropped')
      ) AS meant
      JOIN customers_contactpoint p ON p.customer_id = meant.id AND p.kind = a.kind AND p.archived_at IS NULL
     WHERE a.named IS NULL AND p.value <> ''
  ) v
