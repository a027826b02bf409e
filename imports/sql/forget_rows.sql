-- Input: before, limit. Output: number of rows deleted. Deletes staged rows of imports that
-- nobody has touched since; a draft goes back to its rules, to be checked anew. Cost: one look-up an old import.
WITH old AS MATERIALIZED (
    SELECT id FROM imports_import WHERE updated_at < %(before)s AND state NOT IN ('checking', 'applying')
), again AS (
    UPDATE imports_import SET state = 'mapped' WHERE state = 'checked' AND id IN (SELECT id FROM old)
)
DELETE FROM imports_stagedrow WHERE ctid = ANY (ARRAY(
    SELECT s.ctid FROM old CROSS JOIN LATERAL (
        SELECT ctid FROM imports_stagedrow WHERE imported_id = old.id LIMIT %(limit)s) s LIMIT %(limit)s));
