"""The standard of filling: percent, what is missing, the queue of repairs."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from customers.models import CardCheck, StandardRule
from customers.standard import queue
from tests.factories.customers import make_company, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def standard() -> None:
    StandardRule.objects.create(name="Люди", kind="person", fields=["phone", "city"])
    kazan = {"all": [{"field": "city", "op": "is", "values": ["Казань 100%"]}]}
    StandardRule.objects.create(name="Казань", rule=kazan, fields=["source", "phone"])


def test_percent_and_what_is_missing(manager: User) -> None:
    assert queue.state_of(make_person(responsible=manager), manager) is None
    standard()
    empty, kazan = make_person(responsible=manager), make_person(responsible=manager, city="Казань 100%")
    make_phone(kazan)
    company = make_company(responsible=manager)

    state = queue.state_of(empty, manager)
    assert state is not None
    assert (state.percent, [code for code, _ in state.missing]) == (0, ["phone", "city"])
    state = queue.state_of(kazan, manager)
    assert state is not None
    assert (state.percent, [code for code, _ in state.missing]) == (66, ["source"])
    state = queue.state_of(company, manager)
    assert state is not None
    assert (state.percent, state.missing) == (100, ())


def test_the_list_shows_and_filters_by_it(manager: User, client_for: Browser) -> None:
    standard()
    full = make_person("Полная Анна", responsible=manager, city="Тверь")
    make_phone(full)
    make_person("Пустая Анна", responsible=manager)

    page = client_for(manager).get(reverse("customers:list"), {"standard.filled__to": "99"}).content.decode()

    assert "Пустая" in page
    assert "Полная" not in page


def test_the_queue_goes_from_card_to_card(manager: User, colleague: User, client_for: Browser) -> None:
    standard()
    first, second = make_person("Первая Анна", responsible=manager), make_person("Вторая Анна", responsible=manager)
    make_person("Чужая Анна", responsible=colleague)
    browser, address = client_for(manager), reverse("customers:repair")

    assert browser.get(address)["Location"] == f"/clients/{first.pk}/?repair=1"
    page = browser.get(f"/clients/{first.pk}/?repair=1").content.decode()
    assert 'data-focus-fact="city"' in page
    assert browser.get(address, {"from": first.pk})["Location"] == f"/clients/{second.pk}/?repair=1"
    assert browser.post(address, {"from": first.pk, "act": "skip"})["Location"] == f"/clients/{second.pk}/?repair=1"
    assert browser.post(address, {"from": second.pk, "act": "skip"}).status_code == 200
    browser.get(address, {"again": "1"})
    assert browser.get(address)["Location"] == f"/clients/{first.pk}/?repair=1"


def test_a_card_is_due_to_be_checked(manager: User, client_for: Browser) -> None:
    StandardRule.objects.create(name="Проверка", fields=["last_name"], recheck_months=6)
    client = make_person(responsible=manager, created_at=timezone.now() - dt.timedelta(days=400))
    state = queue.state_of(client, manager)
    assert state is not None
    assert (state.percent, state.due) == (100, True)

    client_for(manager).post(reverse("customers:checked", args=[client.pk]))

    assert CardCheck.objects.get().checked_by == manager
    assert queue.following(manager, after=0, skipped=[]) is None


def test_rules_are_the_administrators(manager: User, admin_user: User, client_for: Browser) -> None:
    address = reverse("customers:standard")
    assert client_for(manager).get(address).status_code == 404
    browser = client_for(admin_user)
    browser.post(address, {"fields": [], "kind": ""})
    browser.post(address, {"fields": ["city"], "kind": "", "months": "9999"})
    assert not StandardRule.objects.exists()
    browser.post(address, {"name": "Все", "fields": ["city", "no-such"], "kind": "person", "months": "6"})
    rule = StandardRule.objects.get()
    assert (rule.fields, rule.kind, rule.recheck_months) == (["city"], "person", 6)
    assert "Все" in browser.get(address).content.decode()
    browser.post(reverse("customers:standard_remove", args=[rule.pk]))
    assert not StandardRule.objects.exists()


def test_a_rule_over_a_field_that_is_gone_asks_nobody(manager: User) -> None:
    gone = {"all": [{"field": "custom.gone", "op": "filled", "values": []}]}
    StandardRule.objects.create(name="Старое", rule=gone, fields=["city", "custom.gone"])
    state = queue.state_of(make_person(responsible=manager), manager)
    assert state is not None
    assert state.percent == 100


def test_the_panel_says_what_is_missing(manager: User, client_for: Browser) -> None:
    standard()
    client = make_person(responsible=manager)
    page = client_for(manager).get(reverse("customers:panel", args=[client.pk, "standard"])).content.decode()
    assert 'data-fill="city"' in page
