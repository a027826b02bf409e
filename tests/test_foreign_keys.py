"""Nobody waits while a table is read whole: what points at a client, or at a row of his, is found by an index.

A row is deleted or merged with a look at each table that points at it, for every row anew; without an index that look
reads the whole table, and an undo of ten thousand rows never ends.
"""

import pytest
from django.db import connection

from customers.models import Customer
from quality.merging.moving import movings

pytestmark = pytest.mark.django_db
WITHOUT_INDEX = """
SELECT k.conrelid::regclass::text || '.' || a.attname, k.confrelid::regclass::text
  FROM pg_constraint k
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
 CROSS JOIN LATERAL (SELECT '(' || quote_ident(a.attname) || ' IS NOT NULL)' AS condition) filled
 WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT EXISTS (
       SELECT FROM pg_index i
        WHERE i.indrelid = k.conrelid AND i.indkey[0] = a.attnum AND i.indisvalid
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = filled.condition))
 ORDER BY 1
"""


def test_what_points_at_a_client_or_his_rows_is_found_by_an_index() -> None:
    of_clients = {Customer._meta.db_table, *(one.model._meta.db_table for one in movings())}
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_INDEX)
        missing = [column for column, table in cursor.fetchall() if table in of_clients]
    assert not missing, f"Give these columns an index: {', '.join(missing)}."


def test_the_question_finds_what_has_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_INDEX)
        assert ("interactions_interaction.outcome_id", "interactions_outcome") in cursor.fetchall()
