-- Input: import, numbers, twins (row by row). Writes down which row each of these repeats. Cost: one update a repeat.
UPDATE imports_stagedrow s SET verdict = 'duplicate', twin = told.twin
  FROM unnest(%(numbers)s::bigint[], %(twins)s::bigint[]) AS told (number, twin)
 WHERE s.imported_id = %(import)s AND s.number = told.number;
