-- Cards of the archive are not compared. Parts: those, which cards (alias c). Cost: a look at each of them.
DELETE FROM quality_matchcard m USING customers_customer c
 WHERE m.customer_id = c.id AND c.archived_at IS NOT NULL AND {those}
