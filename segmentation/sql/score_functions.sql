-- Every client has a row of scores, and a change of a pin is told to whoever counts them. Run by the migration 0002_scores.

CREATE FUNCTION segmentation_customer_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO segmentation_customerscore (customer_id) SELECT id FROM new_rows ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER segmentation_customer_made AFTER INSERT ON customers_customer
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_customer_made();

-- Whoever writes a pin, undo included: the base type is counted anew by the next look at `touched`.
CREATE FUNCTION segmentation_pins_touched(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO journal_touched (customer_id, what, at)
    SELECT DISTINCT id, 'pins', now() FROM unnest(ids) AS u (id) ORDER BY 1
    ON CONFLICT (customer_id, what) DO UPDATE SET at = excluded.at, tx = pg_current_xact_id()
$$;

CREATE FUNCTION segmentation_pin_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM segmentation_pins_touched(ARRAY(SELECT customer_id FROM new_rows));
    RETURN NULL;
END
$$;
CREATE TRIGGER segmentation_pin_made AFTER INSERT ON segmentation_lifecyclepin
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_pin_made();
CREATE TRIGGER segmentation_pin_changed AFTER UPDATE ON segmentation_lifecyclepin
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_pin_made();

CREATE FUNCTION segmentation_pin_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM segmentation_pins_touched(ARRAY(SELECT customer_id FROM old_rows));
    RETURN NULL;
END
$$;
CREATE TRIGGER segmentation_pin_gone AFTER DELETE ON segmentation_lifecyclepin
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_pin_gone();
