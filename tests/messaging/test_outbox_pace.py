"""Gateways and domains have a pace that all workers share; a message waits for its slot once."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from accounts.models import User
from messaging.choices import Source, Status
from messaging.models import GatewayPace, Message
from messaging.outbox import holding, pacing
from messaging.transports.base import ErrorKind
from tests.factories.customers import make_email, make_person
from tests.messaging.outbox_base import letter_to, mail_gateway, now, scripted_gateway, sent
from tests.messaging.scripted import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def script() -> None:
    SCRIPT.fresh(bulk_max=50, idempotent=True)


def to_domain(domain: str, number: int, **values: object) -> list[Message]:
    """Letters of an event, which may wait, to different people behind one domain."""
    points = [make_email(make_person(), f"p{n}@{domain}") for n in range(number)]
    return [letter_to(point, **{"source": Source.TRIGGER, **values}) for point in points]


@pytest.mark.sql
def test_slots_of_two_workers_follow_each_other() -> None:
    gateway = mail_gateway(per_second=10)
    first, second, third = (pacing.wait_for(gateway, 10) for _worker in range(3))
    assert first == 0
    assert second == pytest.approx(1, abs=0.2)
    assert third == pytest.approx(2, abs=0.2)


@pytest.mark.sql
def test_time_nobody_used_is_not_made_up_for() -> None:
    gateway = mail_gateway(per_second=10)
    GatewayPace.objects.create(gateway=gateway, domain="", next_at=timezone.now() - dt.timedelta(hours=1))
    assert pacing.wait_for(gateway, 10) == 0
    assert pacing.wait_for(gateway, 1) == pytest.approx(1, abs=0.2)


def test_gateway_with_a_pace_is_not_given_more() -> None:
    scripted_gateway(per_second=4)
    for _n in range(7):
        letter_to()
    began = time.monotonic()
    assert sent() == 7
    assert time.monotonic() - began >= 1
    assert max(SCRIPT.calls) <= 4


def test_worker_does_not_stand_and_wait_for_a_gateway_that_rests() -> None:
    gateway = scripted_gateway(per_second=1)
    SCRIPT.fresh()
    first, second = letter_to(), letter_to()
    SCRIPT.before = lambda: pacing.hold(gateway, 1800)
    began = time.monotonic()

    assert sent() == 1

    assert time.monotonic() - began < 10
    assert sorted(now(one).status for one in (first, second)) == [Status.HANDED, Status.QUEUED]


def test_rest_that_a_gateway_asks_for_has_an_end() -> None:
    gateway = scripted_gateway()
    message = letter_to()
    SCRIPT.refuse(ErrorKind.RATE, retry_after=1e30)

    assert sent() == 0

    latest = timezone.now() + dt.timedelta(hours=1)
    assert now(message).status == Status.QUEUED
    assert now(message).not_before < latest
    assert GatewayPace.objects.get(gateway=gateway).next_at < latest


def test_rest_by_a_clock_that_was_set_back_is_over_at_the_next_look() -> None:
    other, gateway = mail_gateway(code="other", is_default=False), scripted_gateway()
    GatewayPace.objects.create(gateway=gateway, domain="", next_at=timezone.now() + dt.timedelta(days=365))
    GatewayPace.objects.create(gateway=other, domain="", next_at=timezone.now() + dt.timedelta(minutes=30))
    letter_to()
    assert sent() == 0

    assert pacing.bring_slots_back() == 1

    assert sent() == 1
    assert GatewayPace.objects.get(gateway=other).next_at > timezone.now(), "a true rest stands"


def test_domain_gets_its_minute_and_the_rest_waits_for_slots_of_its_own() -> None:
    scripted_gateway(per_domain_minute=20)
    slow, other = to_domain("slow.example.com", 4), to_domain("other.example.com", 1)
    began = timezone.now()

    assert sent() == 2, "one slot each three seconds, and those within two are taken at once"

    assert now(other[0]).status == Status.HANDED
    waiting = [now(one) for one in slow if now(one).status == Status.QUEUED]
    assert sorted(round((one.not_before - began).total_seconds()) for one in waiting) == [3, 6, 9]
    assert [one.paced_at for one in waiting] == [one.not_before for one in waiting]


@pytest.mark.sql
def test_slots_of_a_campaign_taken_back_are_free_again(admin_user: User) -> None:
    gateway = scripted_gateway(per_domain_minute=20)
    mine, others = 7, 8
    kept = to_domain("slow.example.com", 3, campaign_id=others)
    sent()
    taken_back = [one for name in ("slow", "far") for one in to_domain(f"{name}.example.com", 30, campaign_id=mine)]
    sent()
    before = timezone.now()
    assert GatewayPace.objects.get(gateway=gateway, domain="slow.example.com").next_at > before + dt.timedelta(
        minutes=1
    )

    holding.withdraw(mine, by=admin_user)

    last = max(paced for one in kept if (paced := now(one).paced_at))
    slow, far = (GatewayPace.objects.get(gateway=gateway, domain=f"{name}.example.com") for name in ("slow", "far"))
    assert slow.next_at == last + dt.timedelta(seconds=3)
    assert far.next_at < timezone.now()
    assert {now(one).status for one in taken_back} <= {Status.CANCELLED, Status.HANDED}


def test_slot_is_waited_for_once() -> None:
    scripted_gateway(per_domain_minute=20)
    first, second = to_domain("slow.example.com", 2)
    sent()
    moment = timezone.now() - dt.timedelta(seconds=1)
    Message.objects.filter(pk=second.pk).update(not_before=moment, paced_at=moment)

    assert sent() == 1
    assert now(first).status == now(second).status == Status.HANDED


def test_slot_that_passed_during_a_pause_is_asked_for_anew() -> None:
    scripted_gateway(per_domain_minute=20)
    messages = to_domain("slow.example.com", 3)
    sent()
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    Message.objects.filter(status=Status.QUEUED).update(not_before=long_ago, paced_at=long_ago)

    sent()

    assert sum(now(one).status == Status.QUEUED for one in messages) == 2


def test_what_a_person_waits_for_goes_at_once() -> None:
    scripted_gateway(per_domain_minute=20)
    to_domain("slow.example.com", 3)
    sent()
    code = letter_to(make_email(make_person(), "code@slow.example.com"), source=Source.CONFIRMATION)
    sent()
    assert now(code).status == Status.HANDED


@pytest.mark.parametrize(("address", "domain"), [("a@B.Example.com", "b.example.com"), ("odd", "odd"), ("", "")])
def test_domain_of_an_address(address: str, domain: str) -> None:
    assert pacing.domain_of(address) == domain
