"""No statement of a search reads a whole table or looks names through one by one, whatever was typed."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.db import OWNER
from customers.search.finding import find
from tests.customers.test_list_plans import MANY, OWN, explain
from tests.factories.users import make_user

pytestmark = pytest.mark.sql
TABLES = {"customers_customer", "customers_contactpoint"}
TYPED = (
    "им", "имя", "имя12", "12имя", "имя17 отчество", "отчество имя17", "отчество", "чество", "ество имя", "vjhjpjdf",
    "morozova", "имч17 отчество", "отчесво", "никого такого нет", "ван", "ова", "1234", "12345678", "+7900", "+7900123",
    "79000012345", "1655123456", "ромашка", "client", "client12345@example.com", "cl", "@example",
)  # fmt: skip


def make_many(manager: User, other: User) -> None:
    """People with common patronymics, phones and e-mails; some of them the manager's."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH made AS (
                INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city,
                                                responsible_id, created_at, updated_at)
                SELECT 'person', '', '', '', name, name, '', '', CASE WHEN mod(n, %s) = 0 THEN %s ELSE %s END,
                       now(), now()
                FROM generate_series(1, %s) AS n, LATERAL (SELECT 'имя' || mod(n, 1000) || ' отчество') AS named (name)
                RETURNING id
            ), numbered AS (
                SELECT id, row_number() OVER () AS n FROM made
            )
            INSERT INTO customers_contactpoint (id, customer_id, kind, raw, value, problem, label, is_primary, position,
                                                created_at)
            SELECT gen_random_uuid(), id, kind, value, value, '', '', true, 0, now()
            FROM numbered, LATERAL (
                VALUES ('phone', '+7900' || lpad(n::text, 7, '0')), ('email', 'client' || n || '@example.com')
            ) AS points (kind, value)
            """,
            [MANY // OWN, manager.pk, other.pk, MANY],
        )
    with connections[OWNER].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE customers_customer, customers_contactpoint")


def statements(user: User, typed: str) -> Iterator[str]:
    with CaptureQueriesContext(connection) as queries:
        find(user, typed)
    yield from (
        query["sql"] for query in queries.captured_queries if "unnest" in query["sql"] or "WITH" in query["sql"]
    )
    yield from (query["sql"] for query in queries.captured_queries if "reverse(" in query["sql"])
    yield from (query["sql"] for query in queries.captured_queries if "seen.inn =" in query["sql"])


def faults(user: User, typed: str) -> Iterator[str]:
    """What reads more than it needs."""
    for statement in statements(user, typed):
        for node in explain(statement):
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in TABLES:
                yield f"{typed}: whole {node['Relation Name']}"
            whole = node["Node Type"] in {"Index Scan", "Index Only Scan"} and "Index Cond" not in node
            if whole and node.get("Relation Name") in TABLES:
                yield f"{typed}: whole index {node['Index Name']}"


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_every_stage_has_its_index(manager: User, admin_user: User) -> None:
    make_many(manager, make_user())
    # As `find` asks its statements; the setting lives as long as the transaction, EXPLAIN stands outside of it.
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
    try:
        found = [fault for user in (manager, admin_user) for typed in TYPED for fault in faults(user, typed)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET enable_seqscan")

    assert not found


@pytest.mark.django_db
def test_planner_is_left_as_it_was(admin_user: User) -> None:
    find(admin_user, "морозова")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('jit')")
        assert cursor.fetchone() == ("on", "on")
