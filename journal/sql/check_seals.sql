-- Makes the digests of some seals anew from the rows they cover.
-- In: stream, after (n of the last seal checked before), up_to (n of the last one to check), seals (how many at most);
-- {table}, {sealed}: see seal_rows.sql; {forged}: whether details do not fit their sealed proof.
-- Out, in order of n: the seal, `found` rows, `computed` digest, `forged` id, span of the rows found.
-- Cost: one range of the index (tx, id) for each seal, in constant memory.
SELECT
    seal.n, seal.era, seal.from_tx::text, seal.to_tx::text, seal.count, seal.prev, seal.digest, seal.at,
    rows.found,
    sha256(record_send(ROW(
        convert_to(seal.stream, 'UTF8'), seal.n, seal.era, seal.from_tx, seal.to_tx, seal.count, seal.prev, seal.at,
        rows.chain
    ))) AS computed,
    rows.forged, rows.first_id, rows.last_id
FROM journal_seal AS seal
CROSS JOIN LATERAL (
    SELECT
        count(*) AS found,
        journal_chain(record_send(ROW({sealed})) ORDER BY tx, id) AS chain,
        min(id) FILTER (WHERE {forged}) AS forged,
        min(id) AS first_id,
        max(id) AS last_id
    FROM {table}
    WHERE era = seal.era AND tx >= seal.from_tx AND tx < seal.to_tx
) AS rows
WHERE seal.stream = %(stream)s AND seal.n > %(after)s AND seal.n <= %(up_to)s
ORDER BY seal.n
LIMIT %(seals)s
