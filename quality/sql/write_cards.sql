-- Rows of comparison made equal to those of the temporary table `quality_fresh`. Cost: an upsert a row.
INSERT INTO quality_matchcard AS m (
       customer_id, made_of, kind, last, last_sound, first, nick, first_sound, middle, born, city, address, place, inn,
       kpp, phones, emails, blocks)
SELECT f.customer_id, f.made_of, f.kind, f.last, f.last_sound, f.first, f.nick, f.first_sound, f.middle, f.born, f.city,
       f.address, f.place, f.inn, f.kpp, f.phones, f.emails,
       quality_blocks(f.kind, f.last, f.last_sound, f.first, f.first_sound, f.middle, f.born, f.city, f.address,
                      f.place, f.inn, f.phones, f.emails)
  FROM quality_fresh f
 WHERE EXISTS (SELECT FROM customers_customer c WHERE c.id = f.customer_id)
 ORDER BY f.customer_id
ON CONFLICT (customer_id) DO UPDATE SET
       made_of = excluded.made_of, tx = pg_current_xact_id(), kind = excluded.kind, last = excluded.last,
       last_sound = excluded.last_sound, first = excluded.first, nick = excluded.nick,
       first_sound = excluded.first_sound, middle = excluded.middle, born = excluded.born, city = excluded.city,
       address = excluded.address, place = excluded.place, inn = excluded.inn, kpp = excluded.kpp,
       phones = excluded.phones, emails = excluded.emails, blocks = excluded.blocks
