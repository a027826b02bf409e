-- Keeps verdicts for as long as the session lasts. In: table; columns, those to keep; verdicts, the query of judge_audience.
CREATE TEMPORARY TABLE {table} AS SELECT {columns} FROM ({verdicts}) AS verdicts
