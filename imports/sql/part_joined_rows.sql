-- Input: import. Rows that were joined with others of their client get their own keys back, to be joined anew.
-- Cost: one scan of the import's rows.
UPDATE imports_stagedrow s
   SET writes = (s.writes - 'joined') || (s.writes->'joined')
 WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.writes ? 'joined';
