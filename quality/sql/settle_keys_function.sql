-- What has just been written is put into its place in the index of keys: until then each look-up reads all that waits,
-- and autovacuum comes some minutes later. Only the owner of an index may; run by a migration.
-- Out: pages that waited. Cost: a look-up in the index for each key that waits.
CREATE FUNCTION quality_settle_keys() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT gin_clean_pending_list('match_card_by_block')
$$;
