-- A message written by hand moves the last touch of its client when it has left, and moves it back when it came to
-- nothing. Triggers look at single rows: most messages are of campaigns, and for them nothing is called. Run by the
-- migration 0040.

-- In the words of interactions.log.choices.InteractionKind.
CREATE FUNCTION messaging_kind_of_talk(channel text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE channel WHEN 'email' THEN 'letter' ELSE channel END
$$;

-- Cost: one look-up of the client's row.
CREATE FUNCTION messaging_message_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE interactions_lasttouch
       SET at = NEW.handed_at, kind = messaging_kind_of_talk(NEW.channel), author_id = NEW.created_by_id,
           silent_since = NEW.handed_at
     WHERE customer_id = NEW.customer_id AND at < NEW.handed_at;
    RETURN NULL;
END
$$;

CREATE FUNCTION messaging_message_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM interactions_retouch(ARRAY[OLD.customer_id, NEW.customer_id]);
    RETURN NULL;
END
$$;

CREATE FUNCTION messaging_message_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM interactions_retouch(ARRAY[OLD.customer_id]);
    RETURN NULL;
END
$$;

CREATE TRIGGER messaging_made AFTER INSERT ON messaging_message FOR EACH ROW
    WHEN (NEW.source = 'single' AND NEW.handed_at IS NOT NULL AND NOT NEW.status IN ('failed', 'expired'))
    EXECUTE FUNCTION messaging_message_left();
CREATE TRIGGER messaging_left AFTER UPDATE ON messaging_message FOR EACH ROW
    WHEN (NEW.source = 'single' AND OLD.handed_at IS NULL AND NEW.handed_at IS NOT NULL
          AND NOT NEW.status IN ('failed', 'expired'))
    EXECUTE FUNCTION messaging_message_left();
CREATE TRIGGER messaging_moved AFTER UPDATE ON messaging_message FOR EACH ROW
    WHEN (NEW.source = 'single' AND NEW.handed_at IS NOT NULL AND OLD.handed_at IS NOT NULL
          AND (OLD.customer_id <> NEW.customer_id
               OR (OLD.status IN ('failed', 'expired')) <> (NEW.status IN ('failed', 'expired'))))
    EXECUTE FUNCTION messaging_message_moved();
CREATE TRIGGER messaging_gone AFTER DELETE ON messaging_message FOR EACH ROW
    WHEN (OLD.source = 'single' AND OLD.handed_at IS NOT NULL) EXECUTE FUNCTION messaging_message_gone();
