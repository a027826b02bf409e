-- Changes of a card are told in `touched` by the very statement that makes them, whoever writes: segments look at those
-- clients again. A statement over more than a thousand rows leaves one row in segmentation_segmentflood instead, after
-- which everybody is looked at: an import pays next to nothing.
-- Argument of the trigger: the column that names the client. Cost: the first thousand and one rows of the statement.
CREATE FUNCTION segmentation_card_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which text := TG_ARGV[0];
    ids bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT array_agg(%1$I) FROM (SELECT %1$I FROM old_rows LIMIT 1001) AS o', which) INTO ids;
    ELSE
        EXECUTE format('SELECT array_agg(%1$I) FROM (SELECT %1$I FROM new_rows LIMIT 1001) AS n', which) INTO ids;
    END IF;
    IF cardinality(ids) > 1000 THEN
        INSERT INTO segmentation_segmentflood (made_at) VALUES (now());
    ELSIF ids IS NOT NULL THEN
        INSERT INTO journal_touched (customer_id, what, at)
        SELECT c.id, 'card', now() FROM customers_customer c WHERE c.id = ANY (ids) ORDER BY c.id
        ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id();
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('customers_customer', 'id', 'made'), ('customers_contactpoint', 'customer_id', 'made'),
        ('customers_customertag', 'customer_id', 'made'), ('customers_customvalues', 'customer_id', 'made'),
        ('customers_externalid', 'customer_id', 'made'), ('customers_customerdate', 'customer_id', 'made'),
        ('customers_relation', 'customer_id', 'made'), ('customers_relation', 'other_id', 'made_there')
    ) AS t (table_name, which, part) LOOP
        EXECUTE format('CREATE TRIGGER segmentation_card_%3$s AFTER INSERT ON %1$I REFERENCING NEW TABLE AS new_rows'
            ' FOR EACH STATEMENT EXECUTE FUNCTION segmentation_card_changed(%2$L)',
            one.table_name, one.which, one.part);
        EXECUTE format('CREATE TRIGGER segmentation_card_%3$s_anew AFTER UPDATE ON %1$I REFERENCING NEW TABLE AS new_rows'
            ' FOR EACH STATEMENT EXECUTE FUNCTION segmentation_card_changed(%2$L)',
            one.table_name, one.which, one.part);
        IF one.table_name <> 'customers_customer' THEN
            EXECUTE format('CREATE TRIGGER segmentation_card_%3$s_gone AFTER DELETE ON %1$I'
                ' REFERENCING OLD TABLE AS old_rows'
                ' FOR EACH STATEMENT EXECUTE FUNCTION segmentation_card_changed(%2$L)',
                one.table_name, one.which, one.part);
        END IF;
    END LOOP;
END $$;

CREATE TRIGGER segmentation_card_talked AFTER UPDATE ON interactions_lasttouch REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION segmentation_card_changed('customer_id');
