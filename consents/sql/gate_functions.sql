-- What the gate says of sets; consents/gate says the same of one. Run by the migration 0010_gate.

-- The zone of a number by the longest of its first digits that is known; an empty one where they tell of several.
CREATE FUNCTION consents_zone_of_phone(value text, known jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN value NOT LIKE '+79%' THEN COALESCE(
        known ->> substr(value, 2, 9), known ->> substr(value, 2, 8), known ->> substr(value, 2, 7),
        known ->> substr(value, 2, 6), known ->> substr(value, 2, 5), known ->> substr(value, 2, 4),
        known ->> substr(value, 2, 3), known ->> substr(value, 2, 2), known ->> substr(value, 2, 1)) END
$$;

-- When a message of that moment counts no more among those of so many days.
CREATE FUNCTION consents_freed(at timestamptz, length int, starts timestamptz[]) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT starts[LEAST(width_bucket(at, starts) + length, cardinality(starts))] $$;

-- The moment itself, or the first after it at which messages may come.
CREATE FUNCTION consents_first_open(at timestamptz, starts timestamptz[], opens timestamptz[], closes timestamptz[])
RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN at < closes[width_bucket(at, starts)] THEN GREATEST(at, opens[width_bucket(at, starts)])
        ELSE (SELECT min(later.opens) FROM unnest(opens[width_bucket(at, starts) + 1:]) AS later (opens))
    END
$$;
