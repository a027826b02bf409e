"""Whom a bulk act is about: ids or a rule, always inside what the person sees."""

import datetime as dt

import pytest

from accounts.models import User
from core.errors import DomainError
from customers import selection, services
from customers.models import Customer
from customers.models.customer import CustomerQuerySet
from customers.selection import Choice, selected

pytestmark = pytest.mark.django_db

KAZAN = {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}


def person(by: User, name: str, **more: object) -> Customer:
    return services.create_person(by=by, last_name=name, responsible=by, **more)  # type: ignore[arg-type]


def names(rows: CustomerQuerySet) -> set[str]:
    return set(rows.order_by("pk").values_list("last_name", flat=True))


def test_ids_of_others_are_not_chosen(manager: User, colleague: User) -> None:
    mine, theirs = person(manager, "Мой"), person(colleague, "Чужой")
    assert names(selected({"ids": [mine.pk, theirs.pk, 10**9]}, manager)) == {"Мой"}


def test_a_rule_chooses_in_the_list_or_in_the_archive(manager: User, colleague: User) -> None:
    person(manager, "Казанский", city="Казань")
    person(manager, "Московский", city="Москва")
    person(colleague, "Чужой", city="Казань")
    away = person(manager, "Прежний", city="Казань")
    services.archive(by=manager, customer=away)
    assert names(selected({"rule": KAZAN}, manager)) == {"Казанский"}
    assert names(selected({"rule": KAZAN, "archive": True}, manager)) == {"Прежний"}
    assert names(selected({"all": True}, manager)) == {"Казанский", "Московский"}


def test_a_stranger_chooses_nobody(manager: User, stranger: User) -> None:
    client = person(manager, "Мой", city="Казань")
    for choice in ({"rule": KAZAN}, {"ids": [client.pk]}, {"all": True}):
        assert not selected(choice, stranger).exists()


def test_a_rule_that_cannot_be_read_whole_chooses_nobody(manager: User) -> None:
    person(manager, "Казанский", city="Казань")
    rule = {"all": [*KAZAN["all"], {"field": "salary", "op": "is", "values": ["1"]}]}
    assert not selected({"rule": rule}, manager).exists()
    with pytest.raises(DomainError, match="salary"):
        selection.check(Choice(rule=rule), manager)


@pytest.mark.parametrize("junk", [{}, {"ids": "all"}, {"rule": "all"}, {"ids": [None, "1"]}])
def test_what_is_no_choice_chooses_nobody(manager: User, junk: dict[str, object]) -> None:
    person(manager, "Мой")
    assert not selected(junk, manager).exists()


def test_a_rule_speaks_of_its_own_row_inside_another_query(manager: User) -> None:
    inside, _outside = person(manager, "Внутри", city="Казань"), person(manager, "Снаружи", city="Москва")
    chosen = selected({"rule": KAZAN}, manager)
    found = Customer.objects.filter(pk__in=chosen.values("pk")).order_by("pk")
    assert list(found) == [inside]


def test_days_of_a_rule_are_counted_from_the_day_given(manager: User) -> None:
    person(manager, "Именинник", birth_date=dt.date(1990, 5, 3))
    rule = {"all": [{"field": "birth_date", "op": "anniversary", "values": ["7"]}]}
    assert selected({"rule": rule}, manager, today=dt.date(2026, 5, 1)).exists()
    assert not selected({"rule": rule}, manager, today=dt.date(2026, 6, 1)).exists()


def test_a_choice_says_itself_in_words() -> None:
    assert selection.words({"ids": [1, 2]}) == "Выбрано 2 клиента"
    assert selection.words({"rule": KAZAN}) == "Город это Казань"
    assert selection.words({"rule": KAZAN, "archive": True}) == "Город это Казань, в архиве"
    assert selection.words({"all": True}) == "все клиенты"


def test_a_choice_is_its_json() -> None:
    for data in ({"ids": [3, 5]}, {"rule": KAZAN, "archive": True}):
        assert selection.read(data).to_json() == data
