-- Points to be made, with whose they are, their place and whether they are the first, as the old ones stand before they go.
-- In: made (a JSON array). Out: the same array, completed. Cost: the points, by their keys.
SELECT jsonb_agg(n.one || jsonb_build_object(
           'customer_id', p.customer_id, 'position', p.position,
           'is_primary', p.is_primary AND (n.one ->> 'instead')::boolean))::text
  FROM jsonb_array_elements(%(made)s::jsonb) AS n (one)
  JOIN customers_contactpoint p ON p.id = (n.one ->> 'old')::uuid
