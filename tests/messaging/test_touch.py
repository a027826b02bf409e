"""What moves the last touch of a client: a message somebody wrote by hand, once it has left, and no other."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from consents.models.gate import MessageClass
from customers.models import Customer
from interactions.log import services as log
from interactions.log import today
from interactions.models import LastTouch
from messaging.choices import Source, Status
from messaging.models import Message
from tests.factories.customers import make_person
from tests.harness.client import StrictClient
from tests.harness.smtp import SmtpServer
from tests.messaging.outbox_base import letter_to, mail_gateway, now, sent

pytestmark = pytest.mark.django_db


def touch(customer: Customer) -> LastTouch:
    return LastTouch.objects.get(customer=customer)


def message(customer: Customer, by: User | None = None, **values: Any) -> Message:
    own: dict[str, Any] = {
        "customer": customer, "channel": "email", "message_class": MessageClass.SERVICE, "source": Source.SINGLE,
        "status": Status.HANDED, "handed_at": timezone.now(), "created_by": by,
    }  # fmt: skip
    return Message.objects.create(**{**own, **values})


@pytest.mark.django_db(transaction=True)
def test_a_letter_written_by_hand_is_a_touch_when_it_has_left(smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    letter = letter_to()
    assert letter.customer is not None
    assert not touch(letter.customer).is_known, "it waits"

    assert sent() == 1

    found = touch(letter.customer)
    assert (found.at, found.silent_since, found.kind) == (now(letter).handed_at, found.at, "letter")
    assert found.author_id == letter.created_by_id


@pytest.mark.parametrize("source", [Source.CAMPAIGN, Source.TRIGGER, Source.CONFIRMATION])
def test_what_nobody_wrote_by_hand_is_none(card: Customer, source: Source) -> None:
    message(card, source=source)

    assert not touch(card).is_known


def test_one_that_came_to_nothing_is_none(card: Customer, manager: User) -> None:
    log.record(by=manager, customer_id=card.pk, kind="call", direction="out")
    talked = touch(card)
    letter = message(card, manager)
    assert touch(card).kind == "letter"

    Message.objects.filter(pk=letter.pk).update(status=Status.FAILED)

    assert (touch(card).at, touch(card).kind) == (talked.at, "call")


def test_a_later_talk_and_an_earlier_one_put_right_leave_the_newest(card: Customer, manager: User) -> None:
    day = dt.timedelta(days=1)
    letter = message(card, manager, channel="sms", handed_at=timezone.now() - day)
    talk = log.record(by=manager, customer_id=card.pk, kind="call", direction="out", at=timezone.now() - 2 * day)
    assert (touch(card).at, touch(card).kind, touch(card).author) == (letter.handed_at, "sms", manager)

    log.change(talk, by=manager, values={"at": timezone.now() - 3 * day})
    assert touch(card).at == letter.handed_at

    letter.delete()
    assert touch(card).kind == "call"


def test_it_goes_with_its_message_to_another_card(card: Customer, manager: User) -> None:
    other = make_person("Другая Карточка", responsible=manager)
    letter = message(card, manager)

    Message.objects.filter(pk=letter.pk).update(customer=other)

    assert not touch(card).is_known
    assert touch(other).at == letter.handed_at


def test_the_list_the_card_and_the_day_know_of_it(
    card: Customer, manager: User, client_for: Callable[[User], StrictClient], rf: RequestFactory
) -> None:
    LastTouch.objects.filter(customer=card).update(silent_since=timezone.now() - dt.timedelta(days=400))
    request = rf.get("/today/")
    request.user = manager
    assert [one.customer_id for one in today.untouched(request, timezone.localdate(), 5)] == [card.pk]

    message(card, manager, subject="Ваш заказ готов")

    assert today.untouched(request, timezone.localdate(), 5) == []
    browser = client_for(manager)
    page = browser.get(f"/clients/{card.pk}/").content.decode()
    assert manager.full_name in page.split("последнее касание", 1)[1][:400]
    assert card.name in browser.get("/clients/?view=all&last_touch__last_days=1").content.decode()
