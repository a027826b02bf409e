"""Scores where people meet them: the card, the list, «Today»; by rights."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse

from accounts import company
from accounts.models import Role, User
from accounts.services import system_user
from customers.models import Customer
from sales.models import CustomerValue
from segmentation.choices import RunState
from segmentation.models import CustomerScore, LifecyclePin, ScoreChange, ScoreRun
from segmentation.scores import runs, settings
from segmentation.scores.cells import ADVICE
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]


def limited(user: User, rights: Mapping[str, str]) -> User:
    Role.objects.filter(pk=user.role_id).update(field_rights=rights)
    return User.objects.select_related("role").get(pk=user.pk)


@pytest.fixture
def dear(manager: User) -> Customer:
    """A client with a class, among poorer ones."""
    found = make_person("Дорогова Анна", responsible=manager)
    for ago in (1, 40, 80, 120):
        make_purchase(found, total="4321", days_ago=ago)
    for place in range(4):
        make_purchase(make_person(responsible=manager), total=str(10 + place), days_ago=200 + place)
    runs.nightly()
    return found


def test_the_card_explains_each_grade(manager: User, client_for: Browsers, dear: Customer) -> None:
    shown = client_for(manager).get(reverse("scores:panel", args=[dear.pk])).content.decode()

    for words in ("VIP", "Чемпионы", "R: 5 из 5", "F: 5 из 5", "M: 5 из 5", "ABC: A", "4 покупки", "17\u202f284"):
        assert words in shown, words
    assert str(ADVICE["champions"]) in shown


def test_who_may_not_read_sums_sees_no_money_in_grades(manager: User, client_for: Browsers, dear: Customer) -> None:
    reader = limited(manager, {"purchases_total": "hidden"})
    shown = client_for(reader).get(reverse("scores:panel", args=[dear.pk])).content.decode()
    assert "17\u202f284" not in shown
    assert "ABC: A" not in shown
    assert "R: 5 из 5" in shown

    settings.change(by=system_user(), measure="profit", abc_measure="profit")
    runs.nightly()
    reader = limited(manager, {"purchases_profit": "hidden"})
    assert "ABC: A" not in client_for(reader).get(reverse("scores:panel", args=[dear.pk])).content.decode()


def test_a_type_is_pinned_and_unpinned_on_the_card(manager: User, client_for: Browsers, dear: Customer) -> None:
    browser = client_for(manager)
    assert 'name="until"' in browser.get(reverse("scores:panel", args=[dear.pk]), {"pin": "1"}).content.decode()
    until = (company.today() + dt.timedelta(days=30)).isoformat()
    values = {"lifecycle": "cold", "until": until, "why": ""}
    refused = browser.post(reverse("scores:pin", args=[dear.pk]), values)
    assert refused.status_code == 422
    assert "Напишите почему" in refused.content.decode()

    done = browser.post(reverse("scores:pin", args=[dear.pk]), {**values, "why": "Переехал"})

    assert "Переехал" in done.content.decode()
    assert "cardChanged" in done.headers["HX-Trigger"]
    assert CustomerScore.objects.get(pk=dear.pk).lifecycle == "cold"
    browser.post(reverse("scores:unpin", args=[dear.pk]))
    assert CustomerScore.objects.get(pk=dear.pk).lifecycle == "vip"
    odd = browser.post(reverse("scores:pin", args=[dear.pk]), {**values, "until": "2026-02-31", "why": "…"})
    assert odd.status_code == 422


def test_another_managers_client_is_not_there(colleague: User, client_for: Browsers, dear: Customer) -> None:
    for name in ("panel", "pin", "unpin"):
        address = reverse(f"scores:{name}", args=[dear.pk])
        browser = client_for(colleague)
        answer = browser.get(address) if name == "panel" else browser.post(address)
        assert answer.status_code == 404
    assert not LifecyclePin.objects.exists()


def test_the_list_filters_and_sorts_by_scores(manager: User, client_for: Browsers, dear: Customer) -> None:
    browser = client_for(manager)
    for query in ("lifecycle__is=vip", "rfm_segment__is=champions", "abc__is=A", "r__from=5", "m__equals=5&sort=-m"):
        assert listed(browser, query) == [dear.pk], query
    assert listed(browser, "sort=-f")[0] == dear.pk
    assert listed(browser, "sort=f")[-1] == dear.pk
    assert len(listed(browser, "sort=f")) == 5


def listed(browser: StrictClient, query: str) -> list[int]:
    """Clients as the list shows them."""
    page = browser.get(f"{reverse('customers:list')}?{query}").content.decode()
    return [int(pk) for pk in re.findall(r'<tr data-id="(\d+)"', page)]


def test_falls_and_silent_vips_are_told(manager: User, client_for: Browsers, dear: Customer) -> None:
    fallen = Customer.objects.exclude(pk=dear.pk).order_by("pk")[0]
    run = ScoreRun.objects.get()
    ScoreChange.objects.create(customer=fallen, on=company.today(), run=run, abc="A", lifecycle="vip")
    CustomerScore.objects.filter(pk=fallen.pk).update(abc="C")
    silent = make_person("Молчанова Вера", responsible=manager)
    for ago in (200, 210, 220, 230):
        make_purchase(silent, total="9999", days_ago=ago)
    runs.nightly()

    shown = client_for(manager).get(reverse("desk:today"), follow=True).content.decode()

    assert "A становится C" in shown
    assert "VIP молчат дольше обычного" in shown
    assert silent.last_name in shown
    assert fallen.last_name in shown


def test_a_vip_who_bought_after_midnight_is_silent_since_that_day(manager: User, client_for: Browsers) -> None:
    vip = make_person(responsible=manager)
    for ago in (200, 210, 220, 230):
        make_purchase(vip, total="9999", days_ago=ago)
    runs.nightly()
    last = dt.datetime.combine(company.today() - dt.timedelta(days=200), dt.time(0, 30), tzinfo=company.current().zone)
    CustomerValue.objects.filter(pk=vip.pk).update(last_at=last)

    shown = client_for(manager).get(reverse("desk:today"), follow=True).content.decode()

    assert "молчит 200 дней" in shown


def test_the_card_says_that_the_last_counting_failed(manager: User, client_for: Browsers, dear: Customer) -> None:
    run = ScoreRun.objects.get()
    ScoreRun.objects.create(as_of=run.as_of, kind="nightly", settings=run.settings, state=RunState.FAILED)

    shown = client_for(manager).get(reverse("scores:panel", args=[dear.pk])).content.decode()

    assert "Последний пересчёт не удался" in shown
