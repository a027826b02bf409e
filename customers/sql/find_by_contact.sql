-- Clients by a phone or e-mail that stands on the card: a whole phone, its last or first digits, or the beginning of an e-mail address; whole keys first.
-- In: phone, tail, phone_begins, email, email_begins, other_email_begins (NULL: not asked), limit;
-- part visible: the clients the reader may see (id, sort_name, archived_at).
-- Out: id, archived, value (the phone or address that was found).
-- Cost: a range of contact_point_by_value or contact_point_by_tail, and a key of clients for each.
SELECT id, archived, value
FROM (
    SELECT seen.id, seen.sort_name, seen.archived_at IS NOT NULL AS archived, point.value, point.place
    FROM (
        SELECT customer_id, value, 0 AS place FROM customers_contactpoint
        WHERE kind = 'phone' AND value = %(phone)s AND archived_at IS NULL
        UNION ALL
        SELECT customer_id, value, 0 FROM customers_contactpoint
        WHERE kind = 'email' AND value = %(email)s AND archived_at IS NULL
        UNION ALL
        SELECT customer_id, value, 1 FROM customers_contactpoint
        WHERE kind = 'phone' AND reverse(value) LIKE %(tail)s AND archived_at IS NULL
        UNION ALL
        SELECT customer_id, value, 2 FROM customers_contactpoint
        WHERE kind = 'phone' AND value LIKE %(phone_begins)s AND archived_at IS NULL
        UNION ALL
        SELECT customer_id, value, 2 FROM customers_contactpoint
        WHERE kind = 'email' AND value LIKE %(email_begins)s AND archived_at IS NULL
        UNION ALL
        SELECT customer_id, value, 3 FROM customers_contactpoint
        WHERE kind = 'email' AND value LIKE %(other_email_begins)s AND archived_at IS NULL
    ) AS point
    JOIN ({visible}) AS seen ON seen.id = point.customer_id
    LIMIT %(limit)s
) AS found
ORDER BY place, archived, sort_name, id
