"""Whom one can mention, and what time it is at the client's."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import Role, User
from customers import zones
from customers.models import Customer
from interactions.log import mentions
from tests.customers.test_card_rights import limited
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def test_only_colleagues_who_see_the_client_are_offered(client_for: Browser, manager: User, colleague: User) -> None:
    card = make_person(responsible=manager)
    chief = make_user(role=Role.objects.get(code="admin"), last_name="Главнова")
    gone = make_user(role=Role.objects.get(code="admin"), is_active=False)
    offered = {person.pk for person in mentions.seeing(card, but=manager)}
    assert chief.pk in offered
    assert not {manager.pk, colleague.pk, gone.pk} & offered
    page = client_for(manager).get(reverse("interactions:colleagues", args=[card.pk])).content.decode()
    assert f'data-mention="{chief.full_name}"' in page


def test_a_stranger_s_client_tells_no_colleagues(client_for: Browser, manager: User, colleague: User) -> None:
    card = make_person(responsible=manager)
    assert client_for(colleague).get(reverse("interactions:colleagues", args=[card.pk])).status_code == 404


def test_the_list_costs_the_same_whatever_the_people(
    manager: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    card = make_person(responsible=manager)
    for _ in range(5):
        make_user(role=Role.objects.get(code="supervisor"))
    with django_assert_num_queries(3):  # type: ignore[attr-defined]
        mentions.seeing(card, but=manager)


@pytest.mark.parametrize(
    ("values", "differs"),
    [
        ({"city": "Владивосток"}, True),
        ({"time_zone": "Asia/Kamchatka"}, True),
        ({"city": "Москва"}, False),
        ({}, False),
    ],
)
def test_the_clock_of_the_client_is_shown_where_it_differs(
    client_for: Browser, manager: User, values: dict[str, str], differs: bool
) -> None:
    card = make_person(responsible=manager)
    Customer.objects.filter(pk=card.pk).update(**values)
    browser = client_for(manager)
    page = browser.get(f"/clients/{card.pk}/").content.decode()
    call = browser.get(reverse("customers:composer", args=[card.pk, "call"])).content.decode()
    note = browser.get(reverse("customers:composer", args=[card.pk, "note"])).content.decode()
    words = "at the client’s", "у клиента"
    assert any(one in page for one in words) == differs
    assert any(one in call for one in words) == differs
    assert not any(one in note for one in words)


def test_a_hidden_city_tells_no_clock() -> None:
    card = make_person(city="Владивосток")
    assert zones.clock_of(card, limited(city="hidden")) == ""
    assert zones.clock_of(card, reader_of_all()) != ""


def reader_of_all() -> User:
    """Who may read all."""
    return make_user(role=Role.objects.get(code="admin"))
