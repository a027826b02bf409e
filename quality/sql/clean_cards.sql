-- New values of cards. In: ids, values (a JSON object of columns for each id; a column not named stays as it is).
-- Cost: the cards, by their keys.
UPDATE customers_customer c
   SET kind = COALESCE(v.new ->> 'kind', c.kind),
       last_name = COALESCE(v.new ->> 'last_name', c.last_name),
       first_name = COALESCE(v.new ->> 'first_name', c.first_name),
       middle_name = COALESCE(v.new ->> 'middle_name', c.middle_name),
       name = COALESCE(v.new ->> 'name', c.name),
       sort_name = COALESCE(v.new ->> 'sort_name', c.sort_name),
       sex = COALESCE(v.new ->> 'sex', c.sex),
       city = COALESCE(v.new ->> 'city', c.city),
       source = COALESCE(v.new ->> 'source', c.source),
       position = COALESCE(v.new ->> 'position', c.position),
       industry = COALESCE(v.new ->> 'industry', c.industry),
       updated_at = now()
  FROM unnest(%(ids)s::bigint[], %(values)s::jsonb[]) AS v (id, new)
 WHERE c.id = v.id
