-- Input: operation, import, clients (whether new rows become clients), refusals (whether rows may hold some).
-- Writes an item for each row that applying will write, and for each other one whose refusals are to be kept, in the order
-- of the file. The id of the client that a new row makes is taken here: giving it while the batch is written would write
-- each staged row, wide as it is, once more.
-- Cost: one index scan of the import's rows.
INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id, makes, state)
SELECT %(operation)s, row_number() OVER (ORDER BY number), 'imports.stagedrow', id::text,
       CASE WHEN %(clients)s AND verdict = 'new' THEN nextval(pg_get_serial_sequence('customers_customer', 'id')) END,
       CASE WHEN verdict IN ('new', 'updated') THEN 'frozen' ELSE 'unchanged' END
  FROM imports_stagedrow
 WHERE imported_id = %(import)s
   AND (verdict IN ('new', 'updated') OR (%(refusals)s AND writes ? 'refusals'));
