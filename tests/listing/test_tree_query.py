"""The address of a list and the rule tree say the same."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role, User
from accounts.permissions import Permission
from core.registries.fields import fields
from core.rules.operators import Takes, for_type
from core.rules.tree import Condition, Group, Join, Node
from listing.tree_query import query_from_tree, says_filter, tree_from_query

READER = User(role=Role(code="reader", permissions=[Permission.VIEW_CUSTOMERS.value]), email="r@example.com")
CATALOGUE = {field.code: field for field in fields}
WORDS = ("Казань", "a&b=c", "<b>", "😀", "\u202ertl", "+7 917", "100%")
VALUES = {"date": ("2026-05-01", "2026-05-02"), "moment": ("2026-05-01", "2026-05-02"), "number": ("1", "2")}


def read(query: str) -> Group:
    return tree_from_query(QueryDict(query), fields=CATALOGUE, user=READER).tree


def notices(query: str) -> list[str]:
    return tree_from_query(QueryDict(query), fields=CATALOGUE, user=READER).notices


@st.composite
def condition(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from([field for field in CATALOGUE.values() if not field.is_key]))
    operator = draw(st.sampled_from(for_type(field.type)))
    if operator.takes == Takes.NOTHING:
        return Condition(field.code, operator.code)
    if operator.takes == Takes.DAYS:
        return Condition(field.code, operator.code, (str(draw(st.integers(0, 400))),))
    if field.choices is not None:
        kinds = list(field.choices()) or ["7"]  # a dictionary that is empty yet
        return Condition(
            field.code, operator.code, tuple(draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=2)))
        )
    given_values = VALUES.get(field.type.value, WORDS)
    if operator.takes == Takes.TWO:
        return Condition(field.code, operator.code, given_values[:2])
    return Condition(field.code, operator.code, (draw(st.sampled_from(given_values)),))


def trees(level: int = 0) -> st.SearchStrategy[Node]:
    if level == 2:
        return condition()
    parts = st.lists(st.deferred(lambda: trees(level + 1)), min_size=1, max_size=3)
    return condition() | st.builds(Group, st.sampled_from(list(Join)), parts.map(tuple))


@pytest.mark.django_db
@given(trees())
def test_tree_comes_back_from_its_address(node: Node) -> None:
    once = read(query_from_tree(Group(Join.ALL, (node,))))

    assert read(query_from_tree(once)) == once


def test_plain_conditions_stand_as_names_and_values() -> None:
    tree = Group(parts=(Condition("city", "is", ("Казань", "Уфа")), Condition("phone", "empty")))

    assert (
        query_from_tree(tree)
        == "city__is=%D0%9A%D0%B0%D0%B7%D0%B0%D0%BD%D1%8C&city__is=%D0%A3%D1%84%D0%B0&phone__empty=1"
    )
    assert read(query_from_tree(tree)) == tree


def test_everybody_is_an_empty_address() -> None:
    assert query_from_tree(Group()) == ""
    assert read("") == Group()
    assert read("sort=name&after=12") == Group()


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("colour__is=red", "colour"),
        ("city__before=x", "Город"),
        ("birth_date__on=tomorrow", "tomorrow"),
        ("rule={", "прочитать"),
        ("rule=[1]", "прочитать"),
    ],
)
def test_what_cannot_be_asked_is_left_out_and_named(query: str, part: str) -> None:
    assert read(query) == Group()
    assert any(part in notice for notice in notices(query))


def test_two_hundred_conditions_are_read_and_the_next_is_named() -> None:
    tree = Group(parts=tuple(Condition("note", "contains", (f"word {n}",)) for n in range(201)))

    found = tree_from_query(QueryDict(query_from_tree(tree)), fields=CATALOGUE, user=READER)

    assert len(found.tree.parts) == 200
    assert found.notices


def test_an_address_without_filters_leaves_room_for_a_saved_view() -> None:
    assert not says_filter(QueryDict("view=3&sort=name"))
    assert says_filter(QueryDict("view=3&rule="))
    assert says_filter(QueryDict("view=3&city__is=x"))
