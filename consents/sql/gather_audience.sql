-- Whom a message is meant for, read once: the statements after it know how many there are. Of a segment made a minute ago
-- the base believes that nobody is in it, and looks through all suppressions anew for each of them.
-- In: table; audience, a query that gives (customer_id, point_id).
CREATE TEMPORARY TABLE {table} (customer_id, point_id) AS {audience}
