"""The life of a message in the outbox: each of its turns, by what the gateway was given and what stands in the base."""

import datetime as dt
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from consents.erasure import services as erasure
from consents.models.gate import ContactLoad, MessageClass, QuietHours
from core.errors import DomainError
from customers.models import ContactPoint
from messaging.choices import Source, Status
from messaging.models import Gateway, GatewayPace, Message
from messaging.outbox import handing, outcomes, parked, pausing, services, writing
from messaging.outbox.drafts import Draft, Wave
from messaging.outbox.parked import Fate
from messaging.transports.base import ErrorKind, SendResult
from tests.consents.gate_base import agree, tell
from tests.factories.customers import make_email, make_person
from tests.harness.smtp import SmtpServer
from tests.messaging.outbox_base import letter_to, mail_gateway, now, scripted_gateway, sent
from tests.messaging.scripted import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def script() -> None:
    SCRIPT.fresh()


@pytest.fixture
def gateway(db: None) -> Gateway:
    return scripted_gateway()


def point_of(message: Message) -> ContactPoint:
    """Where it goes."""
    assert message.point_id is not None
    return ContactPoint.objects.get(pk=message.point_id)


def due_again(message: Message) -> Message:
    """Its time has come, as if one had waited."""
    Message.objects.filter(pk=message.pk).update(not_before=timezone.now() - dt.timedelta(seconds=1))
    return now(message)


def test_letter_goes_out_once_by_a_real_server(smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    message = letter_to()

    assert (sent(), sent()) == (1, 0)

    (letter,) = smtp_server.letters
    found = now(message)
    assert letter["Subject"] == "Заказ готов"
    assert (found.status, found.attempts, found.verdict_code, found.lease_until) == (Status.HANDED, 1, "ok", None)
    assert found.handed_at is not None
    assert ContactLoad.objects.filter(customer=found.customer_id, family="email").exists()


def test_urgent_goes_before_what_waits_longer(gateway: Gateway) -> None:
    first, code = letter_to(), letter_to(source=Source.CONFIRMATION)

    sent()

    assert [one.idempotency_key for one in SCRIPT.given] == [code.pk, first.pk]


def test_what_is_for_later_waits(gateway: Gateway) -> None:
    message = letter_to(not_before=timezone.now() + dt.timedelta(hours=1))

    assert sent() == 0
    assert now(message).status == Status.QUEUED


def test_what_is_too_late_is_not_sent(gateway: Gateway) -> None:
    message = letter_to(not_after=timezone.now() - dt.timedelta(seconds=1))

    assert sent() == 0
    assert now(message).status == Status.EXPIRED


@pytest.mark.parametrize("kind", [ErrorKind.CONTENT, ErrorKind.PERMANENT, ErrorKind.RECIPIENT])
def test_refused_for_good_has_failed(gateway: Gateway, kind: ErrorKind) -> None:
    SCRIPT.refuse(kind)
    message = letter_to()

    assert sent() == 0
    found = now(message)
    assert (found.status, found.error_kind, found.error_code) == (Status.FAILED, kind, "code")
    assert found.failed_at is not None
    assert not ContactLoad.objects.exists()


def test_no_such_address_is_not_written_to_again(gateway: Gateway) -> None:
    SCRIPT.refuse(ErrorKind.RECIPIENT)
    message = letter_to()
    sent()
    again = letter_to(point_of(message))

    sent()

    assert now(again).status == Status.DENIED


def test_temporary_refusal_waits_longer_each_time_and_ends(gateway: Gateway) -> None:
    message = letter_to()
    waits = []
    for _time in range(len(outcomes.WAITS)):
        SCRIPT.refuse(ErrorKind.TEMPORARY)
        before = timezone.now()
        sent()
        found = now(message)
        assert found.status == Status.QUEUED
        waits.append(round((found.not_before - before).total_seconds()))
        due_again(message)
    SCRIPT.refuse(ErrorKind.TEMPORARY)
    sent()

    assert waits == list(outcomes.WAITS)
    assert now(message).status == Status.FAILED


def test_gateway_names_the_wait_itself(gateway: Gateway) -> None:
    SCRIPT.refuse(ErrorKind.RATE, retry_after=600)
    first, second = letter_to(), letter_to()
    before = timezone.now()

    sent()

    assert SCRIPT.calls == [1], "nobody else is given to a gateway that asked for a rest"
    assert (now(first).not_before - before).total_seconds() == pytest.approx(600, abs=5)
    assert (now(first).attempts, now(second).status) == (1, Status.QUEUED)


def test_what_is_always_too_fast_fails_after_a_day(gateway: Gateway) -> None:
    """A server may say so of one letter for ever: «450 4.7.1» is the answer to bad manners, too."""
    message = letter_to()
    waits = []
    for _try in outcomes.WAITS:
        SCRIPT.refuse(ErrorKind.RATE, retry_after=600)
        before = timezone.now()
        sent()
        waits.append(round((now(message).not_before - before).total_seconds()))
        due_again(message)
        GatewayPace.objects.update(next_at=timezone.now())
    SCRIPT.refuse(ErrorKind.RATE, retry_after=600)
    sent()

    assert waits == [max(600, wait) for wait in outcomes.WAITS]
    assert now(message).status == Status.FAILED


@pytest.mark.parametrize("kind", [ErrorKind.AUTH, ErrorKind.BALANCE, ErrorKind.SENDER])
def test_gateway_that_lets_nothing_through_is_paused(gateway: Gateway, kind: ErrorKind) -> None:
    SCRIPT.refuse(kind)
    messages = [letter_to(), letter_to()]

    sent()

    gateway.refresh_from_db()
    assert gateway.paused_at is not None
    assert gateway.pause_reason
    assert {now(one).status for one in messages} == {Status.QUEUED}
    assert {now(one).attempts for one in messages} == {0}


def test_paused_gateway_gets_nothing_until_it_is_resumed(gateway: Gateway, admin_user: User) -> None:
    letter_to()
    pausing.pause(gateway, reason="чиним", by=admin_user)

    assert sent() == 0
    assert pausing.resume(gateway, by=admin_user)
    assert sent() == 1


def test_pause_in_the_middle_of_a_claim_stops_it(gateway: Gateway, admin_user: User) -> None:
    for _n in range(3):
        letter_to()
    SCRIPT.before = lambda: pausing.pause(gateway, reason="чиним", by=admin_user)

    assert sent() == 1
    assert Message.objects.filter(status=Status.QUEUED).count() == 2


def test_unknown_end_is_parked_and_never_sent_by_itself(gateway: Gateway) -> None:
    SCRIPT.refuse(ErrorKind.UNKNOWN)
    message = letter_to()

    assert (sent(), sent()) == (0, 0)
    assert now(message).status == Status.UNKNOWN
    assert len(SCRIPT.given) == 1


def test_unknown_end_is_resent_under_its_key_where_that_is_swallowed() -> None:
    SCRIPT.fresh(idempotent=True, bulk_max=50)
    scripted_gateway()
    SCRIPT.refuse(ErrorKind.UNKNOWN)
    message = letter_to()
    sent()

    due_again(message)
    sent()

    assert now(message).status == Status.HANDED
    assert [one.idempotency_key for one in SCRIPT.given] == [message.pk, message.pk]


def test_person_decides_of_parked_ones(gateway: Gateway, admin_user: User) -> None:
    messages = [letter_to() for _n in range(3)]
    for _one in messages:
        SCRIPT.refuse(ErrorKind.UNKNOWN)
    sent()
    delivered, again, drop = messages

    assert parked.resolve([delivered.pk], Fate.DELIVERED, by=admin_user) == 1
    assert parked.resolve([again.pk], Fate.AGAIN, by=admin_user) == 1
    assert parked.resolve_all(None, Fate.DROP, by=admin_user) == 1
    assert parked.resolve([drop.pk], Fate.AGAIN, by=admin_user) == 0
    assert sent() == 1

    assert [now(one).status for one in messages] == [Status.HANDED, Status.HANDED, Status.CANCELLED]
    assert ContactLoad.objects.filter(customer=delivered.customer_id).exists()


def test_refused_between_queue_and_hand_over_is_denied(gateway: Gateway, admin_user: User) -> None:
    QuietHours.objects.all().delete()
    point = make_email(make_person())
    agree(point, "email")
    ad = {"message_class": MessageClass.ADVERTISING, "approved_by_id": admin_user.pk}
    kept = letter_to(point, **ad)
    tell(point, "marketing", "email", "withdrawn", timezone.now())

    sent()

    assert (now(kept).status, now(kept).verdict_code) == (Status.DENIED, "consent_withdrawn")
    assert SCRIPT.given == []


def test_advertising_rests_on_consents_and_can_be_refused(gateway: Gateway, admin_user: User) -> None:
    QuietHours.objects.all().delete()
    point = make_email(make_person())
    agree(point, "email")
    message = letter_to(point, message_class=MessageClass.ADVERTISING, approved_by_id=admin_user.pk)

    assert sent() == 1

    (out,) = SCRIPT.given
    assert out.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(now(message).verdict_events) == 2


def test_second_advertisement_of_a_day_waits_although_both_were_queued(gateway: Gateway, admin_user: User) -> None:
    QuietHours.objects.all().delete()
    point = make_email(make_person())
    agree(point, "email")
    ad = {"message_class": MessageClass.ADVERTISING, "approved_by_id": admin_user.pk}
    first, second = letter_to(point, **ad), letter_to(point, **ad)

    assert sent() == 1

    assert (now(first).status, now(second).status) == (Status.HANDED, Status.QUEUED)
    assert now(second).verdict_code.startswith("often")
    assert now(second).not_before > timezone.now()


def test_nothing_goes_to_an_erased_client(gateway: Gateway, manager: User, admin_user: User) -> None:
    gone, kept = letter_to(), letter_to()
    sent_before = letter_to(point_of(gone))
    Message.objects.filter(pk=sent_before.pk).update(status=Status.HANDED, handed_at=timezone.now())
    person = gone.customer
    assert person is not None

    erasure.run_now(erasure.approve(erasure.propose([person], by=manager, reason="withdrawn"), by=admin_user))
    sent()

    assert (now(gone).status, now(gone).address, now(gone).body_text) == (Status.CANCELLED, "", "")
    assert now(sent_before).status == Status.HANDED
    assert now(sent_before).handed_at is not None
    assert now(sent_before).subject == ""
    assert [one.idempotency_key for one in SCRIPT.given] == [kept.pk]


def test_cancelled_in_the_middle_of_a_claim_is_not_handed_over(gateway: Gateway, admin_user: User) -> None:
    messages = [letter_to() for _n in range(3)]
    SCRIPT.before = lambda: writing.cancel([messages[1].pk], by=admin_user)

    assert sent() == 2
    assert [now(one).status for one in messages] == [Status.HANDED, Status.CANCELLED, Status.HANDED]


def test_erased_in_the_middle_of_a_claim_is_not_handed_over(gateway: Gateway, manager: User, admin_user: User) -> None:
    first, gone, last = letter_to(), letter_to(), letter_to()

    def erase() -> None:
        SCRIPT.before = lambda: None
        person = gone.customer
        assert person is not None
        erasure.run_now(erasure.approve(erasure.propose([person], by=manager, reason="withdrawn"), by=admin_user))

    SCRIPT.before = erase

    assert sent() + sent() == 2  # an erasure may outlast one turn
    assert [one.idempotency_key for one in SCRIPT.given] == [first.pk, last.pk]
    assert (now(gone).status, now(gone).address) == (Status.CANCELLED, "")


def test_deleted_in_the_middle_of_a_claim_is_not_handed_over(gateway: Gateway) -> None:
    first, gone, last = letter_to(), letter_to(), letter_to()

    def delete() -> None:
        SCRIPT.before = lambda: None
        assert gone.customer is not None
        gone.customer.delete()

    SCRIPT.before = delete

    assert sent() + sent() == 2
    assert [one.idempotency_key for one in SCRIPT.given] == [first.pk, last.pk]
    assert not Message.objects.filter(pk=gone.pk).exists()


def test_deleted_while_it_is_handed_over_leaves_the_others_told(gateway: Gateway) -> None:
    gone, last = letter_to(), letter_to()

    def delete() -> None:
        SCRIPT.before = lambda: None
        assert gone.customer is not None
        gone.customer.delete()

    SCRIPT.before = delete

    assert sent() + sent() == 2
    assert not Message.objects.filter(pk=gone.pk).exists()
    assert now(last).status == Status.HANDED


def test_refused_in_the_middle_of_a_claim_is_not_handed_over(
    gateway: Gateway, admin_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer of the gate that is older than a few seconds is asked for again."""
    monkeypatch.setattr(handing, "FRESH", dt.timedelta(seconds=1))
    QuietHours.objects.all().delete()
    points = [make_email(make_person()) for _n in range(2)]
    for point in points:
        agree(point, "email")
    ad = {"message_class": MessageClass.ADVERTISING, "approved_by_id": admin_user.pk}
    first, second = (letter_to(point, **ad) for point in points)

    def refuse() -> None:
        tell(points[1], "marketing", "email", "withdrawn", timezone.now())
        time.sleep(1.1)

    SCRIPT.before = refuse

    assert sent() == 1
    assert [one.idempotency_key for one in SCRIPT.given] == [first.pk]
    assert (now(second).status, now(second).verdict_code) == (Status.DENIED, "consent_withdrawn")


def test_gateway_that_takes_many_is_given_groups() -> None:
    SCRIPT.fresh(bulk_max=50)
    scripted_gateway()
    for _n in range(25):
        letter_to()
    sent()
    assert SCRIPT.calls == [10, 10, 5], "a death may park ten where nothing can be asked"


def test_refusal_of_one_in_a_group_is_its_own() -> None:
    SCRIPT.fresh(bulk_max=50, idempotent=True)
    scripted_gateway(price="2.50")
    messages = [letter_to() for _n in range(3)]
    SCRIPT.answers.append(SendResult(provider_id="a", segments=2))
    SCRIPT.refuse(ErrorKind.CONTENT)

    assert sent() == 2

    assert [now(one).status for one in messages] == [Status.HANDED, Status.FAILED, Status.HANDED]
    assert now(messages[0]).segments == 2
    assert str(now(messages[0]).price) == "5.0000"


def test_words_the_base_cannot_keep_lose_no_result() -> None:
    SCRIPT.fresh(bulk_max=50, idempotent=True)
    scripted_gateway()
    messages = [letter_to() for _n in range(2)]
    SCRIPT.answers.append(SendResult.failed(ErrorKind.CONTENT, "5\0", 'bad\0 words \ud83d, and \\u0000"'))
    SCRIPT.answers.append(SendResult(provider_id="a\0b"))

    assert sent() == 1

    refused, handed = now(messages[0]), now(messages[1])
    assert (refused.status, refused.error_code) == (Status.FAILED, "5")
    assert refused.error_text == 'bad words , and \\u0000"'
    assert (handed.status, handed.provider_id) == (Status.HANDED, "ab")


def test_trial_message_to_staff_asks_no_law(gateway: Gateway, admin_user: User) -> None:
    draft = Draft(
        channel="email", message_class=MessageClass.SERVICE, source=Source.TEST, address="boss@example.com",
        body_text="проба",
    )  # fmt: skip
    message = writing.put(draft, by=admin_user)

    assert sent() == 1
    assert (SCRIPT.given[0].to, now(message).status) == ("boss@example.com", Status.HANDED)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"body_text": ""}, "empty"),
        ({"subject": "one\r\nBcc: other@example.com"}, "subject"),
        ({"subject": "x" * 999}, "subject"),
        ({"body_text": "x" * (10 * 1024 * 1024 + 1)}, "size"),
        ({"headers": {"X-One": "a\nb"}}, "header"),
        ({"customer_id": None}, "customer"),
        ({"source": Source.TEST, "customer_id": None, "address": "a@example.com\nb@example.com"}, "address"),
        ({"channel": "sms"}, ""),
    ],
)
def test_bad_drafts_are_refused_in_words(gateway: Gateway, values: dict[str, object], code: str) -> None:
    point = make_email(make_person())
    if not code:
        Gateway.objects.filter(channel="sms").update(is_default=False)
    with pytest.raises(DomainError) as refused:
        letter_to(point, **values)
    assert refused.value.code == (code or "no_gateway")


def test_one_occurrence_goes_once_to_a_client_and_once_to_an_address(gateway: Gateway) -> None:
    first = make_email(make_person(), "one@mail.example.com")
    make_email(make_person(), "one@mail.example.com")
    wave = Wave(
        campaign_id=7, channel="email", message_class=MessageClass.SERVICE, source=Source.TRIGGER,
        gateway_id=gateway.pk, subject="С днём рождения", body_text="Поздравляем", occurrence="2026",
    )  # fmt: skip
    audience = "SELECT customer_id, id, value FROM customers_contactpoint WHERE kind = %(kind)s ORDER BY created_at"

    assert writing.put_many(audience, {"kind": "email"}, wave) == 1
    assert writing.put_many(audience, {"kind": "email"}, wave) == 0
    with pytest.raises(DomainError):
        letter_to(first, source=Source.TRIGGER, campaign_id=7, occurrence="2026")
    assert letter_to(first, source=Source.TRIGGER, campaign_id=7, occurrence="2027")
    assert sent() >= 1


def test_message_without_a_gateway_gets_one_when_there_is_one(gateway: Gateway) -> None:
    message = letter_to()
    Message.objects.filter(pk=message.pk).update(gateway=None)

    assert sent() == 0
    assert services.give_gateways() == 1
    assert sent() == 1


def test_queries_do_not_grow_with_the_claim(gateway: Gateway) -> None:
    SCRIPT.fresh(bulk_max=50, idempotent=True)
    counts = []
    for number in (2, 20):
        for _n in range(number):
            letter_to()
        with CaptureQueriesContext(connection) as captured:
            assert sent() == number
        counts.append(len(captured))
    assert counts[0] == counts[1]
