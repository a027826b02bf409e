"""The administrator's page of the outbox."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox import health
from messaging.transports.base import ErrorKind
from tests.harness.client import StrictClient
from tests.messaging.outbox_base import letter_to, now, scripted_gateway, sent
from tests.messaging.scripted import SCRIPT

pytestmark = pytest.mark.django_db

Browser = Callable[[User], StrictClient]
PAGE = reverse("outbox:page")


@pytest.fixture
def parked() -> list[Message]:
    """Three of which nobody knows."""
    SCRIPT.fresh()
    scripted_gateway()
    messages = [letter_to() for _n in range(3)]
    for _one in messages:
        SCRIPT.refuse(ErrorKind.UNKNOWN)
    sent()
    return messages


def test_page_counts_and_names_what_is_parked(client_for: Browser, admin_user: User, parked: list[Message]) -> None:
    letter_to()
    text = client_for(admin_user).get(PAGE).content.decode()
    assert "Почта" in text
    assert text.count('name="message"') == 3
    assert "Морозова" in text


def test_ticked_ones_are_decided(client_for: Browser, admin_user: User, parked: list[Message]) -> None:
    browser = client_for(admin_user)
    chosen = [str(one.pk) for one in parked[:2]]
    browser.post(reverse("outbox:decide"), {"fate": "delivered", "message": chosen}, follow=True)
    assert [now(one).status for one in parked] == [Status.HANDED, Status.HANDED, Status.UNKNOWN]


def test_all_of_a_gateway_are_decided_at_once(client_for: Browser, admin_user: User, parked: list[Message]) -> None:
    gateway = Gateway.objects.get(code="scripted")
    wanted = {"fate": "again", "everything": "1", "gateway": gateway.pk}
    client_for(admin_user).post(reverse("outbox:decide"), wanted)
    assert {now(one).status for one in parked} == {Status.QUEUED}


@pytest.mark.parametrize(
    "wanted", [{}, {"fate": "other"}, {"fate": "drop"}, {"fate": "drop", "message": "x"}, {"gateway": "x"}]
)
def test_nonsense_decides_nothing(
    client_for: Browser, admin_user: User, parked: list[Message], wanted: dict[str, str]
) -> None:
    answer = client_for(admin_user).post(reverse("outbox:decide"), wanted, follow=True)
    assert answer.status_code == 200
    assert {now(one).status for one in parked} == {Status.UNKNOWN}


def test_gateway_is_paused_for_a_reason_and_resumed(client_for: Browser, admin_user: User) -> None:
    gateway, browser = scripted_gateway(), client_for(admin_user)
    browser.post(reverse("outbox:pause", args=[gateway.code]), {"reason": " "})
    gateway.refresh_from_db()
    assert gateway.paused_at is None
    answer = browser.post(reverse("outbox:pause", args=[gateway.code]), {"reason": "меняем ключ"}, follow=True)
    assert "меняем ключ" in answer.content.decode()
    browser.post(reverse("outbox:resume", args=[gateway.code]))
    gateway.refresh_from_db()
    assert (gateway.paused_at, gateway.pause_reason) == (None, "")


def test_page_turns(client_for: Browser, admin_user: User, parked: list[Message]) -> None:
    browser = client_for(admin_user)
    found = browser.get(PAGE, {"after": str(parked[0].pk)}).content.decode()
    assert found.count('name="message"') == 2
    assert browser.get(PAGE, {"after": "x", "gateway": "y"}).status_code == 200


def test_doctor_tells_what_is_parked_and_what_waits(parked: list[Message]) -> None:
    assert health.check_parked().health == "warn"
    assert health.parked() == 3
    assert health.check_queue().health == "ok"
    Message.objects.filter(pk=parked[0].pk).update(status=Status.QUEUED, not_before="2026-01-01T00:00:00Z")
    assert health.check_queue().health == "warn"
    assert health.oldest_wait() > 0
