-- Members go with their segment and their client: instead of foreign keys, which would look each row of a refresh up and
-- lock what it points at. And members of a fixed list are who was picked, whoever writes the picks, undo included.
-- Cost: one statement over the rows of the statement that fired.
CREATE FUNCTION segmentation_members_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'customers_customer' THEN
        DELETE FROM segmentation_segmentmember m USING old_rows o WHERE m.customer_id = o.id;
    ELSE
        DELETE FROM segmentation_segmentmember m USING old_rows o WHERE m.segment_id = o.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER segmentation_members_gone AFTER DELETE ON customers_customer
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_members_gone();
CREATE TRIGGER segmentation_members_gone AFTER DELETE ON segmentation_segment
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_members_gone();

CREATE FUNCTION segmentation_picks_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH come AS (
        INSERT INTO segmentation_segmentmember (segment_id, customer_id, entered_at)
        SELECT n.segment_id, n.customer_id, now() FROM new_rows n
          JOIN customers_customer c ON c.id = n.customer_id AND c.archived_at IS NULL
        ON CONFLICT (segment_id, customer_id) WHERE left_at IS NULL DO NOTHING
        RETURNING segment_id
    )
    INSERT INTO segmentation_segmentstate AS s (segment_id, size, refreshed_at, seconds, error, rule)
    SELECT segment_id, count(*), now(), 0, '', '{}' FROM come GROUP BY segment_id
    ON CONFLICT (segment_id) DO UPDATE SET size = s.size + excluded.size, refreshed_at = now();
    RETURN NULL;
END $$;
CREATE TRIGGER segmentation_picks_made AFTER INSERT ON segmentation_segmentpick
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_picks_made();

CREATE FUNCTION segmentation_picks_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH gone AS (
        UPDATE segmentation_segmentmember m SET left_at = now() FROM old_rows o
         WHERE m.segment_id = o.segment_id AND m.customer_id = o.customer_id AND m.left_at IS NULL
        RETURNING m.segment_id
    )
    UPDATE segmentation_segmentstate s SET size = greatest(s.size - g.n, 0), refreshed_at = now()
      FROM (SELECT segment_id, count(*) AS n FROM gone GROUP BY segment_id) g WHERE g.segment_id = s.segment_id;
    RETURN NULL;
END $$;
CREATE TRIGGER segmentation_picks_gone AFTER DELETE ON segmentation_segmentpick
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_picks_gone();
