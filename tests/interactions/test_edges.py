"""What people forge, mistype and do at the wrong moment: nothing falls, nothing is told that is not so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Role, User
from core.errors import DomainError
from core.registries.timeline import numbered, upto
from customers.models import Customer
from interactions.log import services as log
from interactions.log import today
from interactions.log.models import Interaction, Outcome
from interactions.log.services import record
from interactions.models import Task
from interactions.tasks import services as tasks
from interactions.tasks.load_views import loads
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture
def card(manager: User) -> Customer:
    return make_person("Сафина Лейла", responsible=manager, city="Казань")


@pytest.fixture
def task(manager: User, card: Customer) -> Task:
    return tasks.create(by=manager, text="Позвонить", customer_id=card.pk, checklist=["Найти договор"])


# Tasks.


def test_a_closed_task_stays_as_it_was_closed(client_for: Browser, manager: User, task: Task) -> None:
    """Put off afterwards, what was done late would count as done in time."""
    tasks.close(task, by=manager)
    before = Task.objects.values("due_on", "ends_at", "checklist").get(pk=task.pk)
    with pytest.raises(DomainError):
        tasks.postpone(task, by=manager, to=timezone.localdate() + dt.timedelta(days=3))
    browser = client_for(manager)
    browser.post(reverse("tasks:postpone", args=[task.pk]), {"to": "week"})
    browser.post(reverse("tasks:tick", args=[task.pk]), {"place": "0", "done": "1"})
    form = {"text": "Другое", "kind": "call", "day": "2030-01-01", "responsible": manager.pk, "priority": "2"}
    browser.post(reverse("tasks:one", args=[task.pk]), form)
    assert Task.objects.values("due_on", "ends_at", "checklist").get(pk=task.pk) == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-26", "2026-02-30", "x"])
def test_a_task_is_not_put_off_beyond_time(client_for: Browser, manager: User, task: Task, day: str) -> None:
    assert client_for(manager).post(reverse("tasks:postpone", args=[task.pk]), {"to": day}).status_code == 302
    assert Task.objects.get(pk=task.pk).due_on == task.due_on


@pytest.mark.parametrize("line", ["позвонить\0 Анне", "\0", "позвонить «\0»", "ж" * 100_000])
def test_any_line_gets_an_answer(client_for: Browser, manager: User, card: Customer, line: str) -> None:
    browser = client_for(manager)
    for address in (
        reverse("tasks:say"), reverse("tasks:understand"), reverse("customers:composer", args=[card.pk, "task"]),
    ):  # fmt: skip
        assert browser.post(address, {"say": line}).status_code in (200, 302, 422)
    assert not Task.objects.filter(text__contains="\\0").exists()


def test_another_day_does_not_switch_the_reminder_on(manager: User) -> None:
    task = tasks.create(by=manager, text="Позвонить", remind=False)
    tasks.postpone(task, by=manager, to=timezone.localdate() + dt.timedelta(days=5))
    assert Task.objects.get(pk=task.pk).remind_at is None


def test_the_load_counts_days_as_its_lists_do(client_for: Browser, manager: User, admin_user: User) -> None:
    """What was closed on the morning of a week ago is within the list's seven days."""
    task = tasks.create(by=manager, text="Пересчитать остатки")
    tasks.close(task, by=manager)
    Task.objects.filter(pk=task.pk).update(closed_at=timezone.now() - dt.timedelta(days=7, seconds=1))
    load = next(one for one in loads(admin_user) if one.person == manager)
    listed = client_for(admin_user).get(load.done_url).content.decode()
    assert load.done == int("Пересчитать остатки" in listed)


def test_a_repeat_of_one_who_has_left_goes_to_whoever_did_it(manager: User, admin_user: User) -> None:
    gone = make_user(role=Role.objects.get(code="manager"))
    task = tasks.create(by=admin_user, text="Сверка", responsible=gone, repeat="FREQ=MONTHLY")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    tasks.close(task, by=admin_user)
    assert Task.objects.open().get(text="Сверка").responsible == admin_user


@pytest.mark.parametrize("value", ["\0", "9" * 5_000, "9999-12-31", "0001-01-01"])
@pytest.mark.parametrize(
    "box", ["task_text__contains", "task_responsible__is", "task_due__next_days", "task_closed__until"]
)
def test_a_filter_of_the_list_may_hold_anything(client_for: Browser, manager: User, box: str, value: str) -> None:
    assert client_for(manager).get(reverse("tasks:list"), {box: value}).status_code == 200


@pytest.mark.parametrize("junk", ["[" * 100_000, '{"text": 1e999}', "\0"])
def test_a_hidden_box_may_hold_anything(client_for: Browser, manager: User, task: Task, junk: str) -> None:
    form = {"text": "Другое", "kind": "call", "day": task.due_on, "responsible": manager.pk, "priority": "2"}
    answer = client_for(manager).post(reverse("tasks:one", args=[task.pk]), {**form, "was": junk})
    assert answer.status_code in (302, 422)


# Talks.


def test_a_name_within_a_longer_one_is_not_mentioned(manager: User, card: Customer) -> None:
    chief = Role.objects.get(code="admin")
    wanted = make_user(role=chief, first_name="Анна", last_name="Петрова")
    stranger = make_user(role=Role.objects.get(code="manager"), first_name="Анна", last_name="Петров")
    assert wanted.full_name.startswith(stranger.full_name)
    record(by=manager, customer_id=card.pk, kind="note", text=f"@{wanted.full_name}, посмотрите")
    assert list(Notification.objects.values_list("user", flat=True)) == [wanted.pk]


def test_of_namesakes_the_one_who_sees_the_client_is_meant(manager: User, card: Customer) -> None:
    names = {"first_name": "Анна", "last_name": "Петрова"}
    wanted = make_user(role=Role.objects.get(code="admin"), **names)
    make_user(role=Role.objects.get(code="manager"), **names)
    record(by=manager, customer_id=card.pk, kind="note", text=f"@{wanted.full_name} посмотрите")
    assert list(Notification.objects.values_list("user", flat=True)) == [wanted.pk]


def test_words_are_corrected_though_a_mentioned_one_sees_no_more(manager: User, card: Customer) -> None:
    chief = make_user(role=Role.objects.get(code="admin"), last_name="Ёлкина", first_name="Вера")
    entry = record(by=manager, customer_id=card.pk, kind="note", text=f"@{chief.full_name} пасмотрите")
    User.objects.filter(pk=chief.pk).update(role=Role.objects.get(code="manager"))
    assert log.change(entry, by=manager, values={"text": f"@{chief.full_name} посмотрите"})
    assert log.change(entry, by=manager, values={"text": "Уже посмотрели"})
    assert Notification.objects.count() == 1


def test_a_correction_does_not_go_round_the_next_step(manager: User, card: Customer) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="call")
    again = Outcome.objects.get(code="call_back")
    with pytest.raises(DomainError) as refused:
        log.change(entry, by=manager, values={"outcome": again})
    assert str(again) in str(refused.value)
    tasks.create(by=manager, text="Перезвонить", customer_id=card.pk)
    assert log.change(entry, by=manager, values={"outcome": again})


def test_an_outcome_put_away_stays_with_its_entry(client_for: Browser, manager: User, card: Customer) -> None:
    outcome = Outcome.objects.get(code="reached")
    entry = record(by=manager, customer_id=card.pk, kind="call", outcome=outcome)
    Outcome.objects.filter(pk=outcome.pk).update(is_archived=True)
    address = reverse("interactions:edit", args=[entry.pk])
    form = client_for(manager).get(address).context["form"]
    sent: dict[str, Any] = {box.name: box.value() or "" for box in form if box.name != "at"}
    answer = client_for(manager).post(address, {**sent, "kind": "call", "text": "Приедет"})
    assert answer.status_code == 200
    assert Interaction.objects.values_list("outcome", "text").get(pk=entry.pk) == (outcome.pk, "Приедет")
    assert Interaction.objects.get(pk=entry.pk).at == entry.at, "a time that was wiped out is no other time"


@pytest.mark.parametrize(("kind", "waits"), [("complaint", True), ("letter", True), ("meeting", False)])
def test_a_letter_of_the_client_is_no_answer_of_ours(manager: User, card: Customer, kind: str, waits: bool) -> None:
    now = timezone.now()
    record(by=manager, customer_id=card.pk, kind="call", direction="missed", at=now - dt.timedelta(hours=3))
    record(by=manager, customer_id=card.pk, kind=kind, direction="in", text="Перезвоните", at=now)
    request = RequestFactory().get("/today/")
    request.user = manager
    assert bool(today.missed(request, timezone.localdate(), 10)) is waits


@pytest.mark.parametrize(
    "sent",
    [
        {"at": "0001-01-01T00:00"}, {"at": "9999-12-31T23:59"}, {"at": "x"}, {"minutes": "9" * 30}, {"minutes": "-1"},
        {"outcome": "9" * 30}, {"outcome": "x"}, {"point": "x"}, {"text": "ж" * 100_000}, {"text": "a\0b"},
        {"next_text": "Перезвонить", "next_on": "9999-12-31"}, {"next_text": "Перезвонить", "next_on": "0001-01-01"},
        {"direction": "sideways"},
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_gets_a_sentence(
    client_for: Browser, manager: User, card: Customer, sent: dict[str, str]
) -> None:
    make_phone(card)
    address = reverse("customers:composer", args=[card.pk, "call"])
    answer = client_for(manager).post(address, {"kind": "call", "direction": "out", **sent})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Interaction.objects.exists()


def test_a_file_sent_is_the_file_or_words_of_it(manager: User, card: Customer) -> None:
    with pytest.raises(DomainError) as refused:
        record(by=manager, customer_id=card.pk, kind="file")
    assert refused.value.code == "attached"
    assert record(by=manager, customer_id=card.pk, kind="file", text="Счёт на оплату").direction == "out"


# The timeline.


@pytest.mark.parametrize(
    "key", ["note-" + "9" * 5_000, "interaction-" + "9" * 19, "interaction-٣", "change-card-" + "9" * 19, "\0"]
)
def test_a_forged_page_key_is_answered(client_for: Browser, manager: User, card: Customer, key: str) -> None:
    record(by=manager, customer_id=card.pk, kind="note", text="Likes tea")
    browser, address = client_for(manager), reverse("customers:timeline", args=[card.pk])
    for at in (timezone.now().isoformat(), "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"):
        assert browser.get(address, {"at": at, "key": key}).status_code == 200


def test_keys_of_rows_are_read_again() -> None:
    now = timezone.now()
    assert upto((now, numbered("task-", 2**63 - 1)), "task-") == (now, 2**63 - 1)
    assert upto((now, "task-" + "9" * 19), "task-") == (now, 2**63 - 1)


def test_the_filter_offers_authors(client_for: Browser, manager: User, colleague: User, card: Customer) -> None:
    record(by=manager, customer_id=card.pk, kind="note", text="Likes tea")
    address = reverse("customers:timeline_people", args=[card.pk])
    browser = client_for(manager)
    assert address in browser.get(card.get_absolute_url()).content.decode()
    offered = browser.get(address).content.decode()
    assert f'value="{manager.pk}"' in offered
    assert manager.full_name in offered
    assert client_for(colleague).get(address).status_code == 404


def test_a_hidden_city_does_not_stand_beside_a_found_name(client_for: Browser, manager: User, card: Customer) -> None:
    entry = record(by=manager, customer_id=make_person(responsible=manager).pk, kind="note", text="Не та карточка")
    browser = client_for(manager)
    pages = ((reverse("tasks:understand"), {"say": "позвонить Сафиной"}),
             (reverse("interactions:move", args=[entry.pk]), {"q": "Сафина"}))  # fmt: skip
    for address, sent in pages:
        assert "Казань" in browser.post(address, sent).content.decode()
    role = manager.role
    role.field_rights = {**role.field_rights, "city": "hidden"}
    role.save()
    for address, sent in pages:
        page = browser.post(address, sent).content.decode()
        assert "Сафина" in page
        assert "Казань" not in page
