"""The list reads its page from an index, whatever the size of the base: never the whole table, never a sort."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import connection, connections
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from accounts.models import Role, Team, User
from core.db import OWNER
from core.registries.fields import fields
from customers.models import Customer
from listing import values
from listing.keyset import Cursor, Page, keyset_page
from listing.ordering import indexed, sorted_rows
from listing.pages import ROWS_ON_PAGE, list_pages
from listing.state import State, read
from tests.factories.users import make_user

pytestmark = pytest.mark.sql

MANY = 20_000
OWN = 500
SORTS = {"full_name": "name", "-full_name": "name", "created_at": "created", "-created_at": "created"}
"""Address to the end of the index's name."""
FILTERS = ("", "birth_date__empty=1")


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


def look(user: User, query: str) -> State:
    return read(list_pages.get("customers"), QueryDict(query), user)


def page_of(state: State, cursor: Cursor) -> Page[Customer]:
    rows, order, _why = sorted_rows(state)
    shown = values.annotate(rows, [fields.get("address")], table=state.page.table)
    return keyset_page(shown, order, cursor, ROWS_ON_PAGE)


def plan_of(user: User, query: str, cursor: Cursor) -> list[dict[str, Any]]:
    """Nodes of the plan of the page's last statement."""
    with CaptureQueriesContext(connection) as queries:
        page = page_of(look(user, query), cursor)
        asked = queries.captured_queries[-1]["sql"]
    assert len(page.rows) == ROWS_ON_PAGE
    return explain(asked)


def how_it_is_read(user: User, query: str, cursor: Cursor) -> str:
    """Where the page's clients come from, and whether they are sorted after."""
    found = plan_of(user, query, cursor)
    read = [f"{node['Node Type']} {node['Index Name']}" for node in found if "customer_" in node.get("Index Name", "")]
    whole = [node["Node Type"] for node in found if node["Node Type"] in {"Sort", "Incremental Sort"}]
    whole += ["Seq Scan" for node in found if node.get("Relation Name") == "customers_customer" and not read]
    return ", ".join(read + whole)


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_every_page_comes_from_an_index(manager: User, admin_user: User) -> None:
    other, lead = make_user(), make_user(role=Role.objects.get(code="supervisor"))
    make_many(manager, other)
    User.objects.filter(pk__in=[manager.pk, other.pk]).update(team=Team.objects.create(name="Север", lead=lead))
    differing = {}

    # A team is never sorted: the index of the whole base is read in its order, those of others are passed by.
    for (user, scope), sort, narrowed, direction in product(
        [(manager, "own_"), (admin_user, ""), (lead, "")], SORTS, FILTERS, ["first", "after", "before"]
    ):
        order = indexed(fields.get(sort.lstrip("-")), sort)
        visible = Customer.objects.visible_to(user).order_by(*order.terms).values_list("pk", flat=True)
        middle = visible[visible.count() // 2]
        query = f"view=all&sort={sort}&{narrowed}"
        read = how_it_is_read(user, query, Cursor() if direction == "first" else Cursor(**{direction: middle}))
        if read != f"Index Scan customer_{scope}by_{SORTS[sort]}":
            differing[scope, query, direction] = read

    assert differing == {}


@pytest.mark.django_db
def test_every_sort_has_its_two_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'customers_customer'")
        definitions = {name: definition.partition(" USING btree ")[2] for name, definition in cursor.fetchall()}

    sorting = [field for field in fields if field.order]
    assert sorting
    for field in sorting:
        if "__" in field.order:
            continue  # of a row beside: below
        assert definitions[field.index] == f"({field.order}, id)"
        assert definitions[field.own_index] == f"(responsible_id, {field.order}, id)"


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_order_of_a_row_beside_comes_from_its_index(manager: User, admin_user: User) -> None:
    make_many(manager, make_user())
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE sales_customervalue SET total = mod(customer_id, 900)")
        cursor.execute("ANALYZE sales_customervalue")
    known = fields.get("purchases_total")
    order = indexed(known, "-purchases_total")
    rows = Customer.objects.visible_to(admin_user).order_by(*order.terms).values_list("pk", flat=True)
    middle = rows[rows.count() // 2]

    for cursor_at in (Cursor(), Cursor(after=middle), Cursor(before=middle)):
        read = plan_of(admin_user, "view=all&sort=-purchases_total", cursor_at)
        (ordered,) = [node for node in read if node.get("Index Name") == "value_by_total"]
        assert ("ROW(" in ordered.get("Index Cond", "")) == (cursor_at != Cursor())
        assert not [node for node in read if node["Node Type"] in {"Sort", "Seq Scan"}]


@pytest.mark.django_db
def test_no_index_stands_for_nothing() -> None:
    """Django adds twins with `text_pattern_ops` to indexed text; with the collation C they are never used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename LIKE 'customers\\_%' AND indexname LIKE '%\\_like'"
        )

        assert cursor.fetchall() == []
