-- Recipients go with their client and their campaign: instead of foreign keys, which would look each row of a frozen
-- audience up and lock what it points at.
-- Cost: one statement over the rows of the statement that fired.
CREATE FUNCTION campaigns_recipients_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'customers_customer' THEN
        DELETE FROM campaigns_recipient r USING old_rows o WHERE r.customer_id = o.id;
    ELSE
        DELETE FROM campaigns_recipient r USING old_rows o WHERE r.campaign_id = o.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER campaigns_recipients_gone AFTER DELETE ON customers_customer
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION campaigns_recipients_gone();
CREATE TRIGGER campaigns_recipients_gone AFTER DELETE ON campaigns_campaign
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION campaigns_recipients_gone();
