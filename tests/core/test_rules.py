"""The rule tree against rows computed by hand and against a plain Python reading of the same rules."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.registries.fields import Field, FieldType
from core.rules import sentence, sql
from core.rules.parse import parse
from core.rules.tree import EVERYBODY, Condition, Group, Join, Node

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = dt.date(2026, 12, 28)
FIELDS = {
    "city": Field(code="city", label="City", type=FieldType.TEXT, sql="{c}.city"),
    "sum": Field(code="sum", label="Sum", type=FieldType.MONEY, sql="{c}.sum"),
    "born": Field(code="born", label="Birthday", type=FieldType.DATE, sql="{c}.born"),
    "seen": Field(code="seen", label="Seen", type=FieldType.MOMENT, sql="{c}.seen"),
    "vip": Field(code="vip", label="VIP", type=FieldType.FLAG, sql="{c}.vip"),
    "tag": Field(
        code="tag",
        label="Tag",
        type=FieldType.MULTI,
        sql="p.tag",
        within="SELECT 1 FROM (VALUES (1, 'опт'), (1, 'гжель'), (3, 'опт')) p (customer, tag)"
        " WHERE p.customer = {c}.id AND {test}",
    ),
    "secret": Field(code="secret", label="Secret", type=FieldType.TEXT, sql="{c}.city", read_permission="x"),
}
ROWS = """(VALUES
  (1, 'Казань',  100.00::numeric, DATE '1990-12-31', TIMESTAMPTZ '2026-12-27 22:30+00', TRUE),
  (2, 'Орёл',    NULL,            DATE '2000-01-02', TIMESTAMPTZ '2026-12-01 10:00+00', FALSE),
  (3, '',        250.50,          DATE '1988-02-29', NULL,                              FALSE),
  (4, NULL,      0,               NULL,              TIMESTAMPTZ '2027-01-03 00:00+00', NULL)
) c (id, city, sum, born, seen, vip)"""


def found(node: Node, today: dt.date = TODAY) -> set[int]:
    text, params = sql.where(node, sql.Context(alias="c", today=today, fields=FIELDS, zone=MOSCOW))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {ROWS} WHERE {text}", params)
        return {row[0] for row in cursor.fetchall()}


def one(field: str, operator: str, *values: str) -> Condition:
    return Condition(field, operator, values)


@pytest.mark.sql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        (one("city", "is", "Казань", "Орёл"), {1, 2}),
        (one("city", "is_not", "Казань"), {2, 3, 4}),
        (one("city", "contains", "ОРЕЛ"), {2}),
        (one("city", "lacks", "орёл"), {1, 3, 4}),
        (one("city", "starts", "каз"), {1}),
        (one("city", "ends", "ель"), set()),
        (one("city", "empty"), {3, 4}),
        (one("city", "filled"), {1, 2}),
        (one("sum", "from", "100"), {1, 3}),
        (one("sum", "between", "1", "100,00"), {1}),
        (one("sum", "empty"), {2}),
        (one("born", "anniversary", "7"), {1, 2}),
        (one("born", "anniversary", "3"), {1}),
        (one("born", "anniversary", "365"), {1, 2, 3}),
        (one("born", "until", "31.12.1990"), {1, 3}),
        (one("seen", "last_days", "0"), {1}),
        (one("seen", "on", "2026-12-28"), {1}),
        (one("seen", "next_days", "6"), {1, 4}),
        (one("seen", "older_days", "20"), {2}),
        (one("vip", "yes"), {1}),
        (one("vip", "no"), {2, 3, 4}),
        (one("tag", "is", "опт"), {1, 3}),
        (one("tag", "is_not", "гжель"), {2, 3, 4}),
        (one("tag", "empty"), {2, 4}),
    ],
)
def test_condition_finds_the_rows_a_person_would_expect(condition: Condition, ids: set[int]) -> None:
    assert found(condition) == ids


@pytest.mark.sql
@pytest.mark.django_db
def test_born_on_29_february_has_a_day_in_a_common_year() -> None:
    assert found(one("born", "anniversary", "1"), today=dt.date(2027, 2, 27)) == {3}


@pytest.mark.sql
@pytest.mark.django_db
def test_percent_sign_is_a_letter_and_not_a_wildcard() -> None:
    assert found(one("city", "contains", "%")) == set()


LEAVES = {
    one("city", "is", "Казань"): {1},
    one("sum", "filled"): {1, 3, 4},
    one("tag", "is", "опт"): {1, 3},
    one("vip", "no"): {2, 3, 4},
}
TREES = st.recursive(
    st.sampled_from(list(LEAVES)),
    lambda parts: st.builds(Group, st.sampled_from(Join), st.lists(parts, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


def by_hand(node: Node) -> set[int]:
    if isinstance(node, Condition):
        return LEAVES[node]
    parts = [by_hand(part) for part in node.parts]
    if node.join == Join.ALL:
        return set.intersection(*parts)
    either = set.union(*parts)
    return either if node.join == Join.ANY else {1, 2, 3, 4} - either


@pytest.mark.sql
@pytest.mark.django_db
@given(TREES)
def test_any_tree_means_what_its_groups_say(tree: Node) -> None:
    assert found(tree) == by_hand(tree)


@given(TREES)
def test_json_keeps_a_tree_as_it_is(tree: Node) -> None:
    wrapped = tree if isinstance(tree, Group) else Group(Join.ALL, (tree,))

    assert parse(wrapped.to_json(), FIELDS).tree == wrapped


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"field": "gone", "op": "is", "values": ["x"]}, "gone"),
        ({"field": "secret", "op": "is", "values": ["x"]}, "Secret"),
        ({"field": "sum", "op": "contains", "values": ["1"]}, "Sum"),
        ({"field": "sum", "op": "from", "values": ["much"]}, "much"),
        ({"field": "born", "op": "on", "values": ["31.02.2026"]}, "31.02.2026"),
        ({"field": "born", "op": "last_days", "values": ["-1"]}, "Birthday"),
        ({"field": "city", "op": "is", "values": []}, "City"),
        ({"field": "city", "op": "contains", "values": ["x" * 501]}, "City"),
        ("nonsense", ""),
        ({"all": "nonsense"}, ""),
    ],
)
def test_what_cannot_be_asked_is_left_out_and_named(data: Any, said: str) -> None:
    good = {"field": "city", "op": "is", "values": ["Казань"]}

    parsed = parse({"all": [good, data]}, FIELDS, may_read=lambda field: not field.read_permission)

    assert parsed.tree == Group(Join.ALL, (one("city", "is", "Казань"),))
    assert len(parsed.notices) == 1
    assert said in parsed.notices[0]


def test_too_deep_groups_are_left_out() -> None:
    data: dict[str, Any] = {"field": "city", "op": "filled", "values": []}
    for _ in range(10):
        data = {"all": [data]}

    parsed = parse(data, FIELDS)

    assert parsed.tree == EVERYBODY
    assert parsed.notices


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (EVERYBODY, "all clients"),
        (one("city", "is", "Kazan", "Moscow"), "City is Kazan or Moscow"),
        (one("city", "is", "A", "B", "C", "D"), "City is A, B or 2 more"),
        (one("born", "anniversary", "7"), "Birthday (day and month) in the next 7 days"),
        (
            Group(
                Join.ALL,
                (one("vip", "yes"), Group(Join.ANY, (one("city", "empty"), one("sum", "from", "5")))),
            ),
            "VIP yes and (City is empty or Sum at least 5)",
        ),
        (Group(Join.NONE, (one("vip", "yes"),)), "none of: VIP yes"),
    ],
)
def test_tree_reads_as_a_sentence(node: Node, words: str) -> None:
    from django.utils.translation import override

    with override("en"):
        assert sentence.sentence(node, FIELDS) == words
