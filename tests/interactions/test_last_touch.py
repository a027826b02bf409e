"""The last touch: in the head of the card, in the list, where clients are handed over; and who waits today."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from accounts.models import User
from core.registries.demo import DemoPlan
from interactions.log import demo, glance, today
from interactions.log.models import Interaction, LastTouch
from interactions.log.services import record
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def ago(days: float) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def asked(user: User) -> Any:
    request = RequestFactory().get("/today/")
    request.user = user
    return request


def test_words_of_the_last_touch(manager: User) -> None:
    customer, silent = make_person(responsible=manager), make_person(responsible=manager)
    record(by=manager, customer_id=customer.pk, kind="call", at=ago(12), text="Приедет сама")
    record(by=manager, customer_id=customer.pk, kind="call", direction="missed", at=ago(2))
    record(by=manager, customer_id=customer.pk, kind="note", at=ago(1), text="Собирает гжель")
    record(by=manager, customer_id=silent.pk, kind="note", text="Ещё не звонили")
    with translation.override("ru"):
        told = glance.tell([customer.pk, silent.pk])
    assert list(told) == [customer.pk]
    assert told[customer.pk].text == f"последнее касание: 12 дней назад, {manager.full_name}, звонок"


def test_the_head_of_the_card_says_it(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    record(by=manager, customer_id=customer.pk, kind="meeting", at=ago(3))
    page = client_for(manager).get(f"/clients/{customer.pk}/").content.decode()
    assert f"последнее касание: 3 дня назад, {manager.full_name}, встреча" in page


def test_the_list_sorts_and_filters_by_it(client_for: Browser, manager: User) -> None:
    names = ("Первый Иван", "Второй Иван", "Третий Иван")
    people = [make_person(name, responsible=manager) for name in names]
    for person, days in zip(people, (30, 10), strict=False):
        record(by=manager, customer_id=person.pk, kind="letter", at=ago(days), text="Письмо")
    browser = client_for(manager)
    page = browser.get("/clients/?sort=-last_touch").content.decode()
    places = [page.index(f">{name.split()[0]}") for name in names]
    assert places[1] < places[0] < places[2]  # the newest, the older, and the one nobody has touched
    page = browser.get("/clients/?last_touch__empty=1").content.decode()
    assert "Третий" in page
    assert "Первый" not in page
    assert browser.get(f"/clients/?last_touch_by__is={manager.pk}&last_touch_kind__is=letter").status_code == 200


def test_missed_calls_wait_until_somebody_answers(manager: User) -> None:
    waiting, answered = make_person(responsible=manager), make_person(responsible=manager)
    for person in (waiting, answered):
        record(by=manager, customer_id=person.pk, kind="call", direction="missed", at=ago(0.2))
    record(by=manager, customer_id=answered.pk, kind="call", direction="out", at=ago(0.1))
    record(by=manager, customer_id=waiting.pk, kind="note", text="Видел, занят")
    items = today.missed(asked(manager), timezone.localdate(), 10)
    assert [item.customer_id for item in items] == [waiting.pk]
    assert today.count_missed(asked(manager), timezone.localdate()).count == 1


def test_the_number_of_missed_calls_opens_who_called(client_for: Browser, manager: User, colleague: User) -> None:
    names = ("Ждущий Иван", "Отвеченный Иван", "Чужой Иван", "Давний Иван", "Архивный Иван")
    waiting, answered, other, old, gone = (
        make_person(name, responsible=colleague if name.startswith("Чужой") else manager) for name in names
    )
    for person, days in ((waiting, 0.3), (waiting, 0.2), (answered, 0.2), (other, 0.2), (old, 20), (gone, 0.2)):
        by = colleague if person is other else manager
        record(by=by, customer_id=person.pk, kind="call", direction="missed", at=ago(days))
    record(by=manager, customer_id=answered.pk, kind="meeting", at=ago(0.1))
    type(gone).objects.filter(pk=gone.pk).update(archived_at=timezone.now())

    found = today.count_missed(asked(manager), timezone.localdate())
    page = client_for(manager).get(found.url).text

    assert found.count == 1
    assert [name for name in names if name.split()[0] in page] == ["Ждущий Иван"]


def test_silent_clients_are_ones_own(manager: User, colleague: User) -> None:
    mine, fresh, other = (make_person(responsible=who) for who in (manager, manager, colleague))
    for person, by, days in ((mine, manager, 120), (fresh, manager, 5), (other, colleague, 120)):
        record(by=by, customer_id=person.pk, kind="visit", at=ago(days))
    items = today.untouched(asked(manager), timezone.localdate(), 10)
    assert [item.customer_id for item in items] == [mine.pk]


def test_clients_never_touched_are_silent_since_they_came(client_for: Browser, manager: User) -> None:
    old, new, late = (make_person(name, responsible=manager, created_at=ago(days)) for name, days in
                      (("Давний Иван", 100), ("Недавний Иван", 5), ("Первый Иван", 200)))  # fmt: skip
    record(by=manager, customer_id=late.pk, kind="call", at=ago(150))
    browser = client_for(manager)

    items = today.untouched(asked(manager), timezone.localdate(), 10)

    assert [item.customer_id for item in items] == [old.pk, late.pk]
    with translation.override("ru"):
        reasons = [str(item.reason) for item in today.untouched(asked(manager), timezone.localdate(), 10)]
    assert reasons == ["ни одного касания, в базе 100 дней", "молчит 150 дней"]
    page = browser.get(today.untouched_url(asked(manager), timezone.localdate())).text
    assert "Давний" in page
    assert "Первый" in page
    assert "Недавний" not in page
    assert new.pk


def test_silence_follows_what_is_written_and_taken_off(manager: User) -> None:
    person = make_person(responsible=manager, created_at=ago(100))
    call = record(by=manager, customer_id=person.pk, kind="call", at=ago(10))
    assert LastTouch.objects.get(pk=person.pk).silent_since == LastTouch.objects.get(pk=person.pk).at

    Interaction.objects.filter(customer=person).update(archived_at=timezone.now())

    row = LastTouch.objects.get(pk=person.pk)
    assert (row.is_known, row.silent_since) == (False, person.created_at)
    assert call


def test_the_demo_base_has_a_history_and_it_is_the_same_twice(manager: User) -> None:
    for _ in range(30):
        make_person(responsible=manager)
    plan = DemoPlan(customers=30, purchases=0, duplicates=0, seed=1, end_date=dt.date(2026, 11, 21))
    told: list[int] = []
    made = demo.make(plan, told.append)
    assert made == {"interactions": Interaction.objects.count()} == {"interactions": sum(told)}
    assert made["interactions"] >= 15
    first = list(demo._lines(plan, [(1, 2), (3, 4)], {}))
    assert first == list(demo._lines(plan, [(1, 2), (3, 4)], {}))
    newest = Interaction.objects.exclude(kind="note").exclude(direction="missed").latest("at", "pk")
    assert LastTouch.objects.get(pk=newest.customer_id).at == newest.at
