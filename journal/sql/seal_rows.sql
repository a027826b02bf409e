-- Seals the rows of one ledger in one era from `from_tx` up to what is final in this statement's snapshot.
-- In: stream, n, era, from_tx, to_tx (NULL: every transaction below it has ended; given: the era is closed), prev, at;
-- {table}: the ledger, {sealed}: its sealed columns as bytes.
-- Out: count and to_tx of the new seal; nothing when there is nothing to seal and no era to close.
-- Cost: one range of the index (tx, id), in constant memory.
WITH bound AS MATERIALIZED (
    SELECT coalesce(%(to_tx)s::xid8, pg_snapshot_xmin(pg_current_snapshot())) AS to_tx
), found AS (
    SELECT count(*) AS count, journal_chain(record_send(ROW({sealed})) ORDER BY tx, id) AS chain
    FROM {table}, bound
    WHERE era = %(era)s AND tx >= %(from_tx)s::xid8 AND tx < bound.to_tx
), seal AS (
    SELECT
        %(stream)s::text AS stream, %(n)s::bigint AS n, %(era)s::integer AS era,
        %(from_tx)s::xid8 AS from_tx, bound.to_tx, found.count, %(prev)s::bytea AS prev,
        %(at)s::timestamptz AS at, found.chain
    FROM found, bound
    WHERE found.count > 0 OR %(to_tx)s::xid8 IS NOT NULL
)
INSERT INTO journal_seal (stream, n, era, from_tx, to_tx, count, prev, at, digest)
SELECT stream, n, era, from_tx, to_tx, count, prev, at, sha256(record_send(ROW(
    convert_to(stream, 'UTF8'), n, era, from_tx, to_tx, count, prev, at, chain
)))
FROM seal
RETURNING count, to_tx::text
