-- What statements that make messages call. Run by the migration 0001_outbox.

-- A UUID of version 7, as `customers.identifiers.new_id` makes them: new rows stand side by side in the index, and the
-- order of ids is the order of making. PostgreSQL has its own from 18 on; we run from 15 on.
CREATE FUNCTION messaging_new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
            52, 1), 53, 1),
        'hex')::uuid
$$;
