-- Keys under which cards that may be one are looked for: a hash of what they share, the number of the rule in its last
-- five bits. Person and company never meet. Run by a migration. Cost: some twenty hashes a card, inlined.
CREATE FUNCTION quality_block(rule integer, kind text, what text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (hashtextextended(kind || '|' || what, rule) & -32) | rule
$$;

CREATE FUNCTION quality_blocks(
    kind text, last text, last_sound text, first text, first_sound text, middle text, born date, city text,
    address text, place text, inn text, phones text[], emails text[]
) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_remove(ARRAY[
        CASE WHEN phones[1] <> '' THEN quality_block(1, kind, phones[1]) END,
        CASE WHEN phones[2] <> '' THEN quality_block(1, kind, phones[2]) END,
        CASE WHEN phones[3] <> '' THEN quality_block(1, kind, phones[3]) END,
        CASE WHEN phones[4] <> '' THEN quality_block(1, kind, phones[4]) END,
        CASE WHEN emails[1] <> '' THEN quality_block(2, kind, emails[1]) END,
        CASE WHEN emails[2] <> '' THEN quality_block(2, kind, emails[2]) END,
        CASE WHEN emails[3] <> '' THEN quality_block(2, kind, emails[3]) END,
        CASE WHEN born IS NOT NULL AND first_sound <> ''
             THEN quality_block(3, kind, first_sound || '|' || (born - DATE '1800-01-01')::text) END,
        CASE WHEN born IS NOT NULL AND last_sound <> ''
             THEN quality_block(4, kind, last_sound || '|' || (born - DATE '1800-01-01')::text) END,
        CASE WHEN city <> '' AND last_sound <> '' AND first_sound <> ''
             THEN quality_block(5, kind, last_sound || '|' || first_sound || '|' || city) END,
        CASE WHEN length(middle) > 1 AND last_sound <> '' AND first_sound <> ''
             THEN quality_block(6, kind, last_sound || '|' || first_sound || '|' || middle) END,
        CASE WHEN length(split_part(emails[1], '@', 1)) >= 8
             THEN quality_block(7, kind, split_part(emails[1], '@', 1)) END,
        CASE WHEN phones[1] <> '' AND last_sound <> ''
             THEN quality_block(8, kind, last_sound || '|' || left(first_sound, 1) || '|' || right(phones[1], 4)) END,
        CASE WHEN phones[1] <> '' AND last_sound <> ''
             THEN quality_block(9, kind, last_sound || '|' || left(phones[1], 7)) END,
        CASE WHEN length(first) > 1 AND last_sound <> ''
             THEN quality_block(10, kind, least(last_sound, first_sound) || '|'
                                          || greatest(last_sound, first_sound)) END,
        CASE WHEN city <> '' AND last_sound <> '' AND first <> ''
             THEN quality_block(11, kind, last_sound || '|' || left(first_sound, 1) || '|' || city) END,
        CASE WHEN address <> '' AND place <> '' THEN quality_block(12, kind, address || '|' || place) END,
        CASE WHEN born IS NOT NULL AND (city <> '' OR place <> '')
             THEN quality_block(13, kind, city || '|' || (born - DATE '1800-01-01')::text) END,
        CASE WHEN length(first) > 1 AND place <> '' THEN quality_block(14, kind, first_sound || '|' || place) END,
        CASE WHEN last_sound <> '' AND place <> '' THEN quality_block(15, kind, last_sound || '|' || place) END,
        CASE WHEN inn <> '' THEN quality_block(16, kind, inn) END,
        CASE WHEN kind = 'company' AND last_sound <> '' THEN quality_block(17, kind, last_sound) END,
        CASE WHEN kind = 'company' AND last_sound <> '' AND city <> ''
             THEN quality_block(18, kind, last_sound || '|' || city) END,
        CASE WHEN born IS NOT NULL THEN quality_block(19, kind, (born - DATE '1800-01-01')::text) END,
        CASE WHEN city <> '' AND last_sound <> '' THEN quality_block(20, kind, last_sound || '|' || city) END,
        CASE WHEN address <> '' AND place <> ''
             THEN quality_block(21, kind, left(address, 5) || '|' || split_part(place, ' ', 1)) END,
        CASE WHEN address <> '' AND place <> ''
             THEN quality_block(22, kind, left(address, 5) || '|' || split_part(place, ' ', -1)) END,
        CASE WHEN address <> '' AND city <> '' THEN quality_block(23, kind, left(address, 5) || '|' || city) END,
        CASE WHEN address <> '' THEN quality_block(24, kind, left(replace(address, ' ', ''), 12)) END
    ], NULL)
$$;
