-- Rows of scores go with their clients, by one statement for all of them: a foreign key would look at each new row, and
-- scores write a million at once. Run by the migration 0012_rows_go_along. Cost: index look-ups of the clients deleted.
CREATE FUNCTION segmentation_customer_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM segmentation_customerscore s USING old_rows o WHERE s.customer_id = o.id;
    DELETE FROM segmentation_scorechange s USING old_rows o WHERE s.customer_id = o.id;
    DELETE FROM segmentation_snapshotscore s USING old_rows o WHERE s.customer_id = o.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER segmentation_customer_gone AFTER DELETE ON customers_customer
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION segmentation_customer_gone();
