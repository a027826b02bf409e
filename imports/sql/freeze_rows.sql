-- Input: operation, import. Writes an item for each row that applying will write, in the order of the file.
-- Cost: one index scan of the import's rows.
INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id)
SELECT %(operation)s, row_number() OVER (ORDER BY number), 'imports.stagedrow', id::text
  FROM imports_stagedrow
 WHERE imported_id = %(import)s AND verdict IN ('new', 'updated');
