"""law.md, rule G-4, C-6: what a bounce, a stop list, a complaint and a word of refusal do."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from consents.gate import Request, Sending, decide
from consents.models import ConsentEvent
from consents.models.gate import MessageClass, Suppression, SuppressionReason, SuppressionScope
from customers.choices import ContactState
from customers.models import ContactPoint
from interactions.log.models import Interaction
from messaging.delivery.choices import Heard
from messaging.delivery.services import apply, receive, refused_at_handover
from messaging.models import Gateway, Inbound, Message
from messaging.transports.base import ErrorKind, InboundMsg, SendError
from messaging.transports.base import Status as Told
from tests.consents.gate_base import agree
from tests.factories.customers import make_phone
from tests.messaging.delivery.making import email, mail_gateway, phone, sent, sms_gateway, told

pytestmark = pytest.mark.django_db


def stops() -> list[tuple[str, str, str]]:
    return list(Suppression.objects.standing().order_by("pk").values_list("reason", "scope", "channel"))


def state(point: ContactPoint) -> str:
    return ContactPoint.objects.get(pk=point.pk).state


def verdict(point: ContactPoint, channel: str, message_class: MessageClass = MessageClass.SERVICE) -> str:
    sending = Sending(channel=channel, message_class=message_class, sender="Shop", can_unsubscribe=True)
    return decide([Request(sending=sending, customer_id=point.customer_id, point_id=point.pk)])[0].code


def test_g4_hard_bounce_closes_the_address_at_once() -> None:
    point = email()
    gateway = mail_gateway()
    sent(point, gateway, "7")

    apply(gateway, [told("7", Told.FAILED, ErrorKind.RECIPIENT)])

    assert stops() == [(SuppressionReason.HARD_BOUNCE, SuppressionScope.ALL, "email")]
    assert state(point) == ContactState.BOUNCED
    assert verdict(point, "email") == "point_invalid"


def test_g4_number_that_does_not_exist() -> None:
    point = phone()
    gateway = sms_gateway()
    sent(point, gateway, "7")

    apply(gateway, [told("7", Told.FAILED, ErrorKind.RECIPIENT)])

    assert stops() == [(SuppressionReason.INVALID, SuppressionScope.ALL, "sms")]
    assert state(point) == ContactState.INVALID


@pytest.mark.parametrize("code", ["209", "21610"])
def test_g4_stop_list_of_the_gateway(code: str) -> None:
    point = phone()
    message = sent(point, sms_gateway())

    refused_at_handover(message, SendError(kind=ErrorKind.REFUSED, code=code))

    assert stops() == [(SuppressionReason.OPERATOR, SuppressionScope.ALL, "sms")]
    assert state(point) == ContactState.REFUSED


def test_g4_complaint_stops_all_advertising_of_the_client() -> None:
    point = email()
    other = make_phone(point.customer, "+79161234567")
    agree(other, "sms")
    gateway = mail_gateway()
    sent(point, gateway, "7")

    apply(gateway, [told("7", Told.COMPLAINED, ErrorKind.COMPLAINT)])

    assert stops() == [(SuppressionReason.COMPLAINT, SuppressionScope.ADVERTISING, "")] * 2
    assert verdict(other, "sms", MessageClass.ADVERTISING) == "suppressed_ads"
    assert verdict(point, "email", MessageClass.SERVICE) == verdict(email("b@example.com"), "email")


def test_g4_three_soft_bounces_in_a_fortnight_pause_for_thirty_days() -> None:
    point = email()
    gateway = mail_gateway()
    for number in range(3):
        assert not stops()
        sent(point, gateway, str(number))
        apply(gateway, [told(str(number), Told.FAILED, ErrorKind.TEMPORARY)])

    pause = Suppression.objects.get()
    assert pause.expires_at is not None
    assert dt.timedelta(days=29) < pause.expires_at - timezone.now() <= dt.timedelta(days=30)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert not stops()


def test_g4_soft_bounces_further_apart_pause_nothing() -> None:
    point = email()
    gateway = mail_gateway()
    for number, days in enumerate((20, 16, 0)):
        sent(point, gateway, str(number))
        at = timezone.now() - dt.timedelta(days=days)
        apply(gateway, [told(str(number), Told.FAILED, ErrorKind.TEMPORARY, at=at)])

    assert not stops()


def test_g4_one_letter_told_of_three_times_is_one_soft_bounce() -> None:
    gateway = mail_gateway()
    sent(email(), gateway, "7")

    for status in (Told.DELAYED, Told.FAILED, Told.EXPIRED):
        apply(gateway, [told("7", status, ErrorKind.TEMPORARY)])

    assert not stops()


def test_g4_refusal_of_the_letter_itself_says_nothing_of_the_address() -> None:
    gateway = mail_gateway()
    point = email()
    sent(point, gateway, "7")

    apply(gateway, [told("7", Told.FAILED, ErrorKind.CONTENT)])

    assert not stops()
    assert state(point) == ""


def test_trial_message_to_staff_has_no_consequences() -> None:
    gateway = mail_gateway()
    point = email()
    sent(point, gateway, "7", customer_id=None, source="test")

    apply(gateway, [told("7", Told.FAILED, ErrorKind.RECIPIENT)])

    assert not stops()


@pytest.mark.parametrize("word", ["STOP", "стоп", "СТОП!", "Отписка", "НЕТ", "CTOП", " нет. "])
def test_c6_word_of_refusal_by_sms_withdraws_at_once(word: str, manager: User) -> None:
    point = phone(responsible=manager)
    agree(point, "sms", at=timezone.now() - dt.timedelta(days=1))
    gateway = sms_gateway()
    sent(point, gateway, "7")

    heard = receive(gateway, InboundMsg(sender=point.value, text=word, provider_id="in-1"))

    assert heard == Heard.STOP
    events = ConsentEvent.objects.filter(point=point, action="withdrawn").order_by("pk")
    assert {(event.purpose_id, event.channel_id) for event in events} == {("marketing", "sms"), ("advertising", "sms")}
    assert Interaction.objects.get(customer=point.customer_id).text == word.strip()
    assert manager.notifications.get().kind == "messaging.refused"
    assert verdict(point, "sms", MessageClass.ADVERTISING) == "consent_withdrawn"


@pytest.mark.parametrize("words", ["Спасибо, буду в пять", "нет, спасибо, перезвоните завтра вечером", "Стопка книг?"])
def test_other_words_are_an_answer_on_the_card(words: str, manager: User) -> None:
    point = phone(responsible=manager)
    gateway = sms_gateway()
    message = sent(point, gateway, "7")

    heard = receive(gateway, InboundMsg(sender=point.value, text=words, provider_id="in-1"))

    assert heard == Heard.REPLY
    made = Interaction.objects.get(customer=point.customer_id)
    assert (made.kind, made.direction, made.text, made.point_id) == ("sms", "in", words, point.pk)
    assert not ConsentEvent.objects.exists()
    assert manager.notifications.get().kind == "messaging.reply"
    assert Inbound.objects.get().message_id == message.pk


def test_answer_told_twice_stands_once() -> None:
    point = phone()
    gateway = sms_gateway()
    inbound = InboundMsg(sender=point.value, text="Да", provider_id="in-1")

    assert [receive(gateway, inbound), receive(gateway, inbound)] == [Heard.REPLY, None]
    assert Interaction.objects.count() == 1


def test_client_may_write_an_at_sign(manager: User) -> None:
    """In an employee's entry it would mention a colleague, perhaps one who may not see the client."""
    point = phone()

    heard = receive(sms_gateway(), InboundMsg(sender=point.value, text=f"@{manager.full_name} привет"))

    assert heard == Heard.REPLY


def test_word_of_refusal_from_nobody_we_know_holds_all_the_same() -> None:
    gateway = sms_gateway()

    heard = receive(gateway, InboundMsg(sender="+79160000000", text="STOP"))

    assert heard == Heard.STOP
    assert stops() == [(SuppressionReason.UNSUBSCRIBE, SuppressionScope.ADVERTISING, "sms")]
    later = phone("+79160000000")
    agree(later, "sms")
    assert verdict(later, "sms", MessageClass.ADVERTISING) == "suppressed_ads"


def test_words_of_nobody_we_know_are_kept_for_a_person() -> None:
    heard = receive(sms_gateway(), InboundMsg(sender="+79160000000", text="Кто вы?"))

    assert heard == Heard.NOBODY
    assert (Inbound.objects.get().sender, Inbound.objects.get().text) == ("+79160000000", "Кто вы?")


def test_answer_goes_to_the_card_that_was_written_to_last() -> None:
    gateway = sms_gateway()
    first, second = phone(), phone()
    sent(first, gateway, "1")
    sent(second, gateway, "2")
    sent(first, gateway, "3")

    receive(gateway, InboundMsg(sender=first.value, text="Да"))

    assert Interaction.objects.get().customer_id == first.customer_id


def test_answer_to_a_letter_finds_its_client_by_the_letter() -> None:
    """He writes from another mailbox of his."""
    gateway = mail_gateway()
    point = email()
    message = sent(point, gateway)

    receive(gateway, InboundMsg(sender="private@example.org", text="Да", in_reply_to=message.pk))

    assert Interaction.objects.get().customer_id == point.customer_id


def test_unsubscribed_at_the_provider_is_a_withdrawal() -> None:
    gateway = mail_gateway()
    point = email()
    sent(point, gateway, "7")

    apply(gateway, [told("7", Told.UNSUBSCRIBED, ErrorKind.REFUSED)])

    assert ConsentEvent.objects.filter(point=point, action="withdrawn", channel="email").count() == 2
    assert not stops()


def test_refusal_counts_for_both_cards_of_one_number() -> None:
    gateway = sms_gateway()
    first, twin = phone(), phone()

    receive(gateway, InboundMsg(sender=first.value, text="стоп"))

    assert ConsentEvent.objects.filter(point=twin, action="withdrawn").exists()


def test_unknown_key_of_a_message_changes_nothing() -> None:
    gateway: Gateway = sms_gateway()

    assert receive(gateway, InboundMsg(sender="", text="?", in_reply_to=uuid4())) == Heard.NOBODY
    assert not Message.objects.exists()


def test_many_bounces_cost_no_more_than_one(django_assert_max_num_queries: object) -> None:
    gateway = mail_gateway()
    for number in range(20):
        sent(email(f"c{number}@example.com"), gateway, str(number))

    with django_assert_max_num_queries(30):  # type: ignore[operator]
        apply(gateway, [told(str(number), Told.FAILED, ErrorKind.RECIPIENT) for number in range(20)])

    assert len(stops()) == 20
    assert ContactPoint.objects.filter(state=ContactState.BOUNCED).count() == 20
