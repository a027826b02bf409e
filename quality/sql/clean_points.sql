-- New forms and states of contact points; `gone` takes one off its card. A point that becomes one of another kind is not
-- the first of it. In: ids, values (a JSON object for each id), why (of a state told). Cost: the points, by their keys.
UPDATE customers_contactpoint p
   SET kind = COALESCE(v.new ->> 'kind', p.kind),
       raw = COALESCE(v.new ->> 'raw', p.raw),
       value = COALESCE(v.new ->> 'value', p.value),
       problem = CASE WHEN v.new ? 'value' THEN '' ELSE p.problem END,
       label = left(COALESCE(v.new ->> 'label', p.label), 100),
       extension = COALESCE(v.new ->> 'extension', p.extension),
       is_primary = p.is_primary AND NOT v.new ? 'gone' AND COALESCE(v.new ->> 'kind', p.kind) = p.kind,
       archived_at = CASE WHEN v.new ? 'gone' THEN now() END,
       state = COALESCE(v.new ->> 'state', p.state),
       state_at = CASE WHEN v.new ? 'state' THEN now() ELSE p.state_at END,
       state_by_id = CASE WHEN v.new ? 'state' THEN NULL ELSE p.state_by_id END,
       state_why = CASE WHEN v.new ? 'state' THEN %(why)s ELSE p.state_why END
  FROM unnest(%(ids)s::uuid[], %(values)s::jsonb[]) AS v (id, new)
 WHERE p.id = v.id
