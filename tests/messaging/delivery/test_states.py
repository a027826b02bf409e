"""States that gateways tell: once, forward only, whatever the order and however often."""

import datetime as dt
from itertools import permutations

import pytest
from django.utils import timezone

from messaging.choices import Status
from messaging.delivery import polling
from messaging.delivery.services import apply
from messaging.models import DeliveryEvent, Message
from messaging.transports.base import ErrorKind, SendError, StatusEvent
from messaging.transports.base import Status as Told
from tests.messaging.delivery.making import phone, sent, sms_gateway, status_of, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", list(permutations([Told.SENT, Told.DELIVERED, Told.READ])))
def test_order_of_reports_does_not_matter(order: tuple[Told, ...]) -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")

    for status in order:
        apply(gateway, [told("7", status)])

    assert status_of(message) == Status.READ
    assert DeliveryEvent.objects.filter(message=message).count() == 3


def test_repeated_report_is_taken_once() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")

    counts = [apply(gateway, [told("7", Told.DELIVERED), told("7", Told.DELIVERED)]) for _ in range(3)]

    assert counts == [1, 0, 0]
    assert DeliveryEvent.objects.filter(message=message).count() == 1


def test_moments_are_kept() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")
    at = (timezone.now() - dt.timedelta(minutes=5)).replace(microsecond=0)

    apply(gateway, [told("7", Told.DELIVERED, at=at)])
    apply(gateway, [told("7", Told.READ)])

    standing = Message.objects.get(pk=message.pk)
    assert standing.delivered_at == at
    assert standing.read_at is not None
    assert standing.read_at > at


def test_clock_of_a_gateway_that_is_ahead_is_not_believed() -> None:
    gateway = sms_gateway()
    sent(phone(), gateway, "7")

    apply(gateway, [told("7", Told.DELIVERED, at=timezone.now() + dt.timedelta(days=2))])

    assert DeliveryEvent.objects.get().at <= timezone.now()


def test_failure_tells_its_reason() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")

    apply(gateway, [told("7", Told.FAILED, ErrorKind.CONTENT)])

    standing = Message.objects.get(pk=message.pk)
    assert (standing.status, standing.error_kind, standing.error_code) == (Status.FAILED, "content", "7")
    assert standing.failed_at is not None


def test_words_the_base_cannot_keep_lose_no_report() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")
    error = SendError(kind=ErrorKind.CONTENT, text='\\u0000"')

    apply(gateway, [StatusEvent(status=Told.FAILED, provider_id="7", error=error, raw={"words": "a\0\udfff"})])

    assert status_of(message) == Status.FAILED
    event = DeliveryEvent.objects.get()
    assert (event.words, event.raw) == ('\\u0000"', {"words": "a"})


def test_delivered_after_a_failure_counts() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7")

    apply(gateway, [told("7", Told.EXPIRED)])
    apply(gateway, [told("7", Told.DELIVERED)])

    standing = Message.objects.get(pk=message.pk)
    assert (standing.status, standing.failed_at, standing.error_kind) == (Status.DELIVERED, None, "")


def test_cancelled_message_stays_cancelled() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "7", status=Status.CANCELLED)

    apply(gateway, [told("7", Told.DELIVERED)])

    assert status_of(message) == Status.CANCELLED


def test_parked_message_is_cleared_by_a_report() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway, "", status=Status.UNKNOWN)

    apply(gateway, [told("", Told.DELIVERED, idempotency_key=message.pk)])

    assert status_of(message) == Status.DELIVERED


def test_gateway_speaks_of_its_own_messages_only() -> None:
    ours, other = sms_gateway("smsc"), sms_gateway("smsru")
    message = sent(phone(), ours, "7")

    apply(other, [told("7", Told.READ), told("", Told.READ, idempotency_key=message.pk)])

    assert status_of(message) == Status.HANDED


def test_report_that_is_quicker_than_our_commit_finds_its_message_later() -> None:
    gateway = sms_gateway()
    message = sent(phone(), gateway)
    apply(gateway, [told("7", Told.DELIVERED)])
    assert status_of(message) == Status.HANDED

    Message.objects.filter(pk=message.pk).update(provider_id="7")

    assert polling.claim_strays() == 1
    assert status_of(message) == Status.DELIVERED
    assert polling.claim_strays() == 0


def test_many_reports_cost_the_same_number_of_questions(django_assert_num_queries: object) -> None:
    gateway = sms_gateway()
    point = phone()
    for number in range(30):
        sent(point, gateway, str(number))

    with django_assert_num_queries(5):  # type: ignore[operator]  # two of them the savepoint
        apply(gateway, [told(str(number), Told.DELIVERED) for number in range(30)])
