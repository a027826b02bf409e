-- What is known of cards as duplicates goes with the cards, by one statement for all of them: a foreign key would look
-- at each new row, and a search writes a million at once. Run by a migration. Cost: index look-ups of those deleted.
CREATE FUNCTION quality_customer_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM quality_matchcard m USING old_rows o WHERE m.customer_id = o.id;
    DELETE FROM quality_pair p USING old_rows o WHERE p.left_id = o.id;
    DELETE FROM quality_pair p USING old_rows o WHERE p.right_id = o.id;
    DELETE FROM quality_notduplicate p USING old_rows o WHERE p.left_id = o.id;
    DELETE FROM quality_notduplicate p USING old_rows o WHERE p.right_id = o.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER quality_customer_gone AFTER DELETE ON customers_customer
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION quality_customer_gone();
