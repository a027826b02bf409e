-- Counts the rows of a ledger that no seal covers yet.
-- In: era and to_tx of the last seal (1 and 0 without one); {table}: the ledger.
-- Out: their number.
-- Cost: one range of the index (tx, id).
SELECT
    (SELECT count(*) FROM {table} WHERE era = %(era)s AND tx >= %(to_tx)s::xid8)
    + (SELECT count(*) FROM {table} WHERE era > %(era)s)
