"""Base types on hand-made clients: each ground by itself, the first one that is true, and the pin above all."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts import company
from accounts.models import User
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from interactions.models import Interaction, Outcome, Task
from journal.models import Touched
from journal.operations import run_now, start_undo
from segmentation.models import CustomerScore, LifecyclePin, ScoreChange
from segmentation.scores import pins, runs, touched
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
LONG_AGO = timezone.now() - dt.timedelta(days=1000)


def told(customer: Customer) -> tuple[str, str]:
    row = CustomerScore.objects.get(pk=customer.pk)
    return row.lifecycle, row.ground


def known_for_long() -> Customer:
    person = make_person()
    Customer.objects.filter(pk=person.pk).update(created_at=LONG_AGO)
    return person


def talk(customer: Customer, days: int, direction: str = "", outcome: str = "", kind: str = "call") -> None:
    found = Outcome.objects.get(code=outcome) if outcome else None
    at = timezone.now() - dt.timedelta(days=days)
    Interaction.objects.create(customer=customer, kind=kind, direction=direction, at=at, outcome=found)


def test_each_ground_gives_its_type() -> None:
    new, silent, asked, offered, answered, refused, came_back = (known_for_long() for _one in range(7))
    Customer.objects.filter(pk=new.pk).update(created_at=timezone.now())
    talk(asked, 30, "in")
    talk(offered, 3, "out", kind="file")
    talk(answered, 89, "out", "reached")
    talk(refused, 10, "out", "refused")
    talk(came_back, 60, "out", "refused")
    talk(came_back, 50, "out", "reached")
    todo, lost_todo, broken, half_broken = (known_for_long() for _one in range(4))
    for customer, days in ((todo, 20), (lost_todo, 40)):
        due = company.today() + dt.timedelta(days=days)
        Task.objects.create(text="…", customer=customer, due_on=due, zone="Europe/Moscow", ends_at=timezone.now())
    for customer in (broken, half_broken):
        talk(customer, 200, "out")
        ContactPoint.objects.create(customer=customer, kind="phone", raw="?", problem="not_a_phone")
    ContactPoint.objects.create(customer=half_broken, kind="email", raw="a@example.com", value="a@example.com")
    hot, warm, cold, dead = (make_person() for _one in range(4))
    for customer, ago in ((hot, 30), (warm, 365), (cold, 366), (dead, 730)):
        make_purchase(customer, days_ago=ago)

    runs.nightly()

    assert told(new) == ("cold", "cold")
    assert told(silent) == ("dead", "dead_silent")
    assert told(asked) == ("hot", "hot_asked")
    assert told(offered) == ("hot", "hot_offer")
    assert told(answered) == told(came_back) == ("warm", "warm_answered")
    assert told(refused) == ("dead", "dead_refused")
    assert told(todo) == ("hot", "hot_task")
    assert told(lost_todo) == ("dead", "dead_silent")
    assert told(broken) == ("dead", "dead_unreachable")
    assert told(half_broken) == ("cold", "cold")
    assert told(hot) == ("hot", "hot_bought")
    assert told(warm) == ("warm", "warm_bought")
    assert told(cold) == ("cold", "cold")
    assert told(dead) == ("dead", "dead_silent")


def test_who_buys_often_is_permanent_and_who_brings_most_is_vip() -> None:
    dear, small, broken_rhythm = make_person(), make_person(), make_person()
    for ago in (1, 100, 200, 300):
        make_purchase(dear, total="10000", days_ago=ago)
        make_purchase(small, total="10", days_ago=ago)
        make_purchase(broken_rhythm, total="10", days_ago=ago / 10 + 200)

    runs.nightly()

    assert told(dear) == ("vip", "vip")
    assert told(small) == ("permanent", "permanent")
    assert told(broken_rhythm) == ("warm", "warm_bought")


def test_a_pin_stands_above_the_rules_until_its_day_and_is_undone(manager: User) -> None:
    client = make_person()
    make_purchase(client, days_ago=5)
    runs.nightly()
    until = company.today() + dt.timedelta(days=10)

    operation = pins.pin(by=manager, customer=client, lifecycle="dead", until=until, why="Умер")

    assert told(client) == ("dead", "pinned")
    assert ScoreChange.objects.get(customer=client).lifecycle == "hot"
    run_now(start_undo(operation, by=manager))
    assert not LifecyclePin.objects.exists()
    assert Touched.objects.filter(customer_id=client.pk, what="pins").exists(), "whoever writes, scores hear of it"
    touched.rescore([client.pk])
    assert told(client) == ("hot", "hot_bought")
    pins.pin(by=manager, customer=client, lifecycle="vip", until=until, why="Друг")
    LifecyclePin.objects.update(until=company.today() - dt.timedelta(days=1))
    assert pins.of(client.pk) is None
    runs.nightly()
    assert told(client) == ("hot", "hot_bought")


def test_a_pin_is_changed_and_taken_off(manager: User) -> None:
    client = make_person()
    runs.nightly()
    until = company.today() + dt.timedelta(days=10)
    pins.pin(by=manager, customer=client, lifecycle="vip", until=until, why="Друг")
    pins.pin(by=manager, customer=client, lifecycle="hot", until=until, why="Спросил")

    assert told(client) == ("hot", "pinned")
    assert pins.unpin(by=manager, customer=client) is not None
    assert told(client) == ("cold", "cold")
    assert pins.unpin(by=manager, customer=client) is None


@pytest.mark.parametrize(
    ("lifecycle", "days", "why"), [("king", 5, "…"), ("vip", 0, "…"), ("vip", 5000, "…"), ("vip", 5, " \0 ")]
)
def test_a_pin_that_cannot_be_is_refused(manager: User, lifecycle: str, days: int, why: str) -> None:
    until = company.today() + dt.timedelta(days=days)

    with pytest.raises(DomainError):
        pins.pin(by=manager, customer=make_person(), lifecycle=lifecycle, until=until, why=why)


def test_who_is_in_the_archive_has_no_scores() -> None:
    client = make_person()
    make_purchase(client, days_ago=5)
    runs.nightly()
    Customer.objects.filter(pk=client.pk).update(archived_at=timezone.now())

    runs.nightly()

    assert told(client) == ("", "")
