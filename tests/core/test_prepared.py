"""Statements planned once for each connection."""

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction

from core import sql
from core.db import prepared

pytestmark = pytest.mark.django_db
DOUBLED = "SELECT %(number)s::int * 2, %(word)s::text"


def test_it_is_planned_once_and_answers_each_time() -> None:
    assert [prepared(DOUBLED, {"number": n, "word": "раз"}) for n in (1, 2)] == [[(2, "раз")], [(4, "раз")]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int * 2%%'", [])
        assert cursor.fetchone() == (1,)


def test_its_faults_are_those_of_any_statement() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        prepared("SELECT 1 / %(number)s::int", {"number": 0})
    assert prepared(DOUBLED, {"number": 3, "word": ""}) == [(6, "")]


def test_behind_a_pooler_nothing_outlives_its_transaction(settings: LazySettings) -> None:
    settings.DB_POOLER = True
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert [prepared(DOUBLED, {"number": n, "word": ""}) for n in (1, 2, 3)] == [[(2, "")], [(4, "")], [(6, "")]]

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (0,)


def test_a_bare_statement_has_no_comments_and_no_indents() -> None:
    assert sql.bare("-- Why.\nSELECT 1\n\n  FROM one -- two\n") == "SELECT 1\nFROM one -- two"
