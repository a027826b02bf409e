"""The list reads its page from an index, whatever the size of the base: never the whole table, never a sort."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.db import OWNER
from customers.client_list import ORDERS, ROWS_ON_PAGE, customer_page
from listing.keyset import Cursor
from customers.models import Customer
from tests.factories.users import make_user

pytestmark = pytest.mark.sql

MANY = 20_000
OWN = 500


def make_many(manager: User, other: User) -> None:
    """Clients who came by one import, twenty to a name, some of them the manager's."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO customers_customer (kind, last_name, first_name, middle_name, name, sort_name, sex, city,
                                            responsible_id, created_at, updated_at)
            SELECT 'person', '', '', '', 'n' || mod(n, 1000), 'n' || mod(n, 1000), '', '',
                   CASE WHEN mod(n, %s) = 0 THEN %s ELSE %s END,
                   timestamptz '2026-11-21' + n * interval '1 microsecond', '2026-11-21'
            FROM generate_series(1, %s) AS n
            """,
            [MANY // OWN, manager.pk, other.pk, MANY],
        )
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE customers_customer")


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)


def explain(sql: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT json) {sql}")
        found = cursor.fetchone()[0]
    return list(nodes((json.loads(found) if isinstance(found, str) else found)[0]["Plan"]))


def how_it_is_read(user: User, sort: str, cursor: Cursor) -> str:
    """Where the page's clients come from, and whether they are sorted after."""
    with CaptureQueriesContext(connection) as queries:
        page = customer_page(user, ORDERS[sort], cursor)
        asked = queries.captured_queries[-1]["sql"]
    assert len(page.rows) == ROWS_ON_PAGE
    found = explain(asked)
    read = [f"{node['Node Type']} {node['Index Name']}" for node in found if "customer_" in node.get("Index Name", "")]
    whole = [node["Node Type"] for node in found if node["Node Type"] in {"Sort", "Incremental Sort"}]
    whole += ["Seq Scan" for node in found if node.get("Relation Name") == "customers_customer" and not read]
    return ", ".join(read + whole)


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_every_page_comes_from_an_index(manager: User, admin_user: User) -> None:
    make_many(manager, make_user())
    differing = {}

    for (user, scope), sort, direction in product(
        [(manager, "own_"), (admin_user, "")], ORDERS, ["first", "after", "before"]
    ):
        order = ORDERS[sort]
        visible = Customer.objects.visible_to(user).order_by(*order.terms).values_list("pk", flat=True)
        middle = visible[visible.count() // 2]
        read = how_it_is_read(user, sort, Cursor() if direction == "first" else Cursor(**{direction: middle}))
        if read != f"Index Scan customer_{scope}by_{sort.lstrip('-')}":
            differing[scope, sort, direction] = read

    assert differing == {}


@pytest.mark.django_db
def test_every_sort_has_its_two_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'customers_customer'")
        definitions = [definition.partition(" USING btree ")[2] for (definition,) in cursor.fetchall()]

    for column in {order.column for order in ORDERS.values()}:
        assert f"({column}, id)" in definitions
        assert f"(responsible_id, {column}, id)" in definitions


@pytest.mark.django_db
def test_no_index_stands_for_nothing() -> None:
    """Django adds twins with `text_pattern_ops` to indexed text; with the collation C they are never used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename LIKE 'customers\\_%' AND indexname LIKE '%\\_like'"
        )

        assert cursor.fetchall() == []
