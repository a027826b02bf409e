"""The standard of filling: percent, what is missing, the queue of repairs."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from customers.custom.definitions import create, delete
from customers.custom.wishes import Wish
from customers.models import CardCheck, StandardRule
from customers.standard import queue, services
from customers.standard.services import RuleWish
from journal.models import Entry
from journal.operations import run_now, start_undo
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
    address = reverse("customers:standard_rule")
    assert client_for(manager).get(address).status_code == 404
    browser = client_for(admin_user)
    assert browser.post(address, {"fields": [], "kind": ""}).status_code == 422
    page = browser.post(address, {"fields": ["city"], "kind": "", "months": "9999", "name": "Набрано"})
    assert "Набрано" in page.content.decode()
    assert not StandardRule.objects.exists()
    browser.post(address, {"name": "Все", "fields": ["city", "no-such"], "kind": "person", "months": "6"})
    rule = StandardRule.objects.get()
    assert (rule.fields, rule.kind, rule.recheck_months, rule.rule) == (["city"], "person", 6, {})
    assert "Все" in browser.get(reverse("customers:standard")).content.decode()
    browser.post(reverse("customers:standard_remove", args=[rule.pk]))
    assert not StandardRule.objects.exists()


def test_a_rule_is_for_whom_the_filter_says(manager: User, admin_user: User, client_for: Browser) -> None:
    browser, address = client_for(admin_user), reverse("customers:standard_rule")
    asked = {"view": "all", "field": "city", "op": "is", "value": "Казань", "apply": "1"}
    way = browser.get(reverse("listing:filter", args=["standard"]), asked)["Location"]
    assert way.startswith(f"{address}?")
    assert "Казань" in browser.get(way).content.decode()

    query = way.partition("?")[2] + "&source__filled=1"
    browser.post(address, {"query": query, "join": "none", "fields": ["phone"], "name": "Прочие"})

    rule = StandardRule.objects.get()
    assert list(rule.rule) == ["none"]
    assert [part["field"] for part in rule.rule["none"]] == ["city", "source"]
    kazan, other = make_person(responsible=manager, city="Казань"), make_person(responsible=manager, city="Тверь")
    states = [queue.state_of(client, manager) for client in (kazan, other)]
    assert [state and state.percent for state in states] == [100, 0]
    opened = browser.get(address, {"view": f"rule-{rule.pk}"}).content.decode()
    assert "Прочие" in opened
    assert 'value="none" selected' in opened
    browser.post(address, {"query": f"view=rule-{rule.pk}&rule=", "fields": ["email"], "name": "Прочие"})
    rule.refresh_from_db()
    assert (rule.rule, rule.fields) == ({}, ["email"])


def test_rules_are_journalled_and_taken_back(admin_user: User) -> None:
    rule, made = services.make(by=admin_user, wish=RuleWish("Все", "", {}, ["city"]))
    changed = services.change(by=admin_user, rule=rule, wish=RuleWish("Все", "person", {}, ["city", "phone"], "3"))
    rule.refresh_from_db()
    assert services.change(by=admin_user, rule=rule, wish=RuleWish("Все", "person", {}, ["city", "phone"], "3")) is None
    removed = services.remove(by=admin_user, rule=StandardRule.objects.get(pk=rule.pk))
    assert not StandardRule.objects.exists()
    entries = Entry.objects.filter(object_type="customers.standardrule", object_id=str(rule.pk))
    assert entries.count() == 3

    run_now(start_undo(removed, admin_user, queued=False))
    assert StandardRule.objects.get().fields == ["city", "phone"]
    assert changed is not None
    run_now(start_undo(changed, admin_user, queued=False))
    found = StandardRule.objects.get()
    assert (found.fields, found.kind, found.recheck_months) == (["city"], "", None)

    _rule, made = services.make(by=admin_user, wish=RuleWish("Ещё", "", {}, ["city"]))
    run_now(start_undo(made, admin_user, queued=False))
    assert not StandardRule.objects.filter(name="Ещё").exists()


def test_a_field_that_a_rule_asks_for_is_in_use(admin_user: User) -> None:
    own = create(by=admin_user, wish=Wish(name="Обхват", type="text"))
    services.make(by=admin_user, wish=RuleWish("Размеры", "", {}, [own.catalogue_code]))
    with pytest.raises(DomainError, match="Размеры"):
        delete(by=admin_user, pk=own.pk)


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
