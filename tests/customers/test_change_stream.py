"""Changes of the card in its timeline: small, by rights, a page after another."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.services import system_user
from core.registries.timeline import Before, TimelineEvent, timeline_sources
from customers import points, services, tags
from customers.change_stream import fetch
from customers.custom import values as own_values
from customers.models import ContactPoint, Customer
from tests.customers.test_card_rights import limited
from tests.factories.customers import make_person, make_phone
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture
def card(manager: User) -> Customer:
    """Changed in every way."""
    customer = make_person("Сафина Лейла Маратовна", responsible=manager)
    services.change(by=manager, customer=customer, values={"city": "Казань", "note": "Любит орехи"})
    services.change(by=manager, customer=customer, values={"city": "Омск"})
    make_phone(customer, "+7 972 000-11-22")
    standing = ContactPoint.objects.get(customer=customer)
    points.relabel(by=manager, customer=customer, pk=standing.pk, label="рабочий")
    points.remove(by=manager, customer=customer, pk=standing.pk)
    tags.put_on(by=manager, customer=customer, name="Постоянный")
    worn = tags.worn_by(customer)[0]
    tags.take_off(by=manager, customer=customer, tag_id=worn.pk)
    tags.put_on(by=manager, customer=customer, name="Оптовик")
    return customer


def walked(reader: User, card: Customer, limit: int) -> list[TimelineEvent]:
    """All pages."""
    seen: list[TimelineEvent] = []
    before: Before = None
    while part := fetch(reader, [card.pk], before, limit):
        seen += part
        before = (part[-1].at, part[-1].key)
        assert len(seen) < 100
    return seen


def test_every_change_is_told_once_whatever_the_page(manager: User, card: Customer) -> None:
    whole = fetch(manager, [card.pk], None, 100)
    told = "\n".join(f"{event.title} {event.body}" for event in whole)
    for words in ("Казань → Омск", "Любит орехи", "рабочий", "Постоянный", "Оптовик", "972"):
        assert words in told
    assert all(event.minor and event.customer_id == card.pk for event in whole)
    for limit in (1, 2, 3, 7):
        assert [event.key for event in walked(manager, card, limit)] == [event.key for event in whole]


def test_fields_the_reader_may_not_see_are_left_out(card: Customer) -> None:
    reader = limited(city="hidden", phone="hidden", tags="hidden", note="masked")
    told = "\n".join(f"{event.title} {event.body}" for event in fetch(reader, [card.pk], None, 100))
    for words in ("Казань", "Омск", "972", "Постоянный", "рабочий", "орехи"):
        assert words not in told
    assert "•••" in told


def test_hidden_own_fields_neither_show_nor_break_a_page(manager: User) -> None:
    customer = make_person(responsible=manager)
    plain, secret = make_field(name="Цвет"), make_field(name="Тайна")
    for number in range(4):
        for field in (plain, secret):
            own_values.change(by=manager, customer=customer, values={field: f"слово{number}"})
    reader = limited(**{secret.catalogue_code: "hidden"})
    for limit in (1, 2, 50):
        events = walked(reader, customer, limit)
        assert len(events) >= 3
        assert all("Цвет" in event.body and "Тайна" not in event.body for event in events)


def test_the_page_folds_them_and_the_group_shows_them_alone(client_for: Browser, manager: User, card: Customer) -> None:
    assert "changes" in timeline_sources
    browser = client_for(manager)
    page = browser.get(f"/clients/{card.pk}/timeline/?group=changes").content.decode()
    assert "event--minor" in page
    assert "Казань → Омск" in page
    assert "<details" in page
    other = browser.get(f"/clients/{card.pk}/timeline/?group=talk").content.decode()
    assert "Омск" not in other


def test_a_page_costs_as_many_queries_whatever_was_changed(
    manager: User, card: Customer, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_max_num_queries(3):
        fetch(manager, [card.pk], None, 31)


def test_what_the_product_did_bears_its_name(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    services.change(by=system_user(), customer=customer, values={"city": "Казань"})
    browser = client_for(manager)

    history = browser.get(f"/clients/{customer.pk}/panels/changes/").content.decode()
    timeline = browser.get(f"/clients/{customer.pk}/timeline/?group=changes").content.decode()

    with translation.override(manager.language):
        name = gettext("Kartoteka")
    assert f"<span>{name} " in history
    assert f'<span class="event__meta">{name}</span>' in timeline
    assert "system" not in history + timeline
