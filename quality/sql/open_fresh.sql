-- Where rows of comparison wait to be put in place of those that stand. Columns as `Compared` has them. Cost: none.
CREATE TEMPORARY TABLE IF NOT EXISTS quality_fresh ON COMMIT DELETE ROWS AS
SELECT customer_id, made_of, kind, last, last_sound, first, nick, first_sound, middle, born, city, address, place, inn,
       kpp, phones, emails
  FROM quality_matchcard WITH NO DATA
