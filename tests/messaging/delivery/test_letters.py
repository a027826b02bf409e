"""Letters that come back: returned ones, complaints, answers; by pipe and by IMAP."""

import datetime as dt
import io
import json
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from accounts.services import system_user
from consents.models import ConsentEvent
from consents.models.gate import Suppression, SuppressionReason
from core.errors import DomainError
from customers.models import ContactPoint
from interactions.log.models import Interaction
from journal import runs
from messaging.choices import Status
from messaging.delivery import jobs, mailbox
from messaging.delivery.choices import Heard
from messaging.delivery.letters import own_words, take
from messaging.models import DeliveryEvent, Gateway, Inbound, Message
from messaging.transports.opening import sealed
from messaging.transports.verp import bounce_address
from tests.messaging.delivery import mails
from tests.messaging.delivery.imap import ImapServer
from tests.messaging.delivery.making import email, mail_gateway, sent, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def message() -> Message:
    return sent(email(), mail_gateway(bounce_domain=mails.DOMAIN))


def with_mailbox(message: Message, server: ImapServer, **values: str) -> Gateway:
    assert message.gateway is not None
    gateway = message.gateway
    gateway.settings |= {
        "imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none", "imap_user": "shop",
    }  # fmt: skip
    gateway.settings |= {name: value for name, value in values.items() if name != "password"}
    gateway.secrets = sealed({"imap_password": values.get("password", "box")})
    gateway.save()
    return gateway


def taken(message: Message, raw: bytes) -> Heard | None:
    assert message.gateway is not None
    return take(message.gateway, raw)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("5.1.1", SuppressionReason.HARD_BOUNCE),
        ("5.2.1", SuppressionReason.HARD_BOUNCE),
        ("5.0.0", SuppressionReason.HARD_BOUNCE),
        ("5.2.2", None),
        ("5.7.1", None),
        ("4.4.7", None),
    ],
)
def test_returned_letter(message: Message, status: str, reason: str | None) -> None:
    assert taken(message, mails.returned(message, status)) == Heard.REPORT

    assert status_of(message) == Status.FAILED
    found = Suppression.objects.standing().order_by("pk").first()
    assert (found.reason if found else None) == reason
    assert "anna" not in DeliveryEvent.objects.get().words


def test_letter_that_is_late_has_not_failed(message: Message) -> None:
    taken(message, mails.returned(message, "4.4.1", "delayed"))

    assert status_of(message) == Status.HANDED


def test_returned_letter_is_known_by_what_it_encloses(message: Message) -> None:
    taken(message, mails.returned(message, "5.1.1", to="shop@example.com"))

    assert status_of(message) == Status.FAILED


def test_forged_return_closes_no_address(message: Message) -> None:
    genuine = bounce_address(message.pk, mails.DOMAIN)
    forged = genuine.replace(genuine[35:51], "0" * 16)

    assert forged != genuine
    assert taken(message, mails.returned(message, "5.1.1", to=forged, quote=False)) == Heard.REPORT
    assert status_of(message) == Status.HANDED
    assert not Suppression.objects.exists()


def test_letter_that_comes_twice_is_taken_once(message: Message) -> None:
    raw = mails.returned(message, "5.1.1")

    assert [taken(message, raw), taken(message, raw)] == [Heard.REPORT, None]


def test_return_of_a_server_that_knows_no_reports(message: Message) -> None:
    raw = mails.answer(
        None, "Hi. This is the qmail-send program. 550 5.1.1 user unknown", From="MAILER-DAEMON@old.example.net",
        To=bounce_address(message.pk, mails.DOMAIN),
    )  # fmt: skip

    assert taken(message, raw) == Heard.REPORT
    assert status_of(message) == Status.FAILED


def test_complaint_stops_advertising(message: Message) -> None:
    assert taken(message, mails.complaint(message)) == Heard.REPORT

    assert {row.reason for row in Suppression.objects.all()} == {SuppressionReason.COMPLAINT}


def test_no_spam_after_all_is_no_complaint(message: Message) -> None:
    taken(message, mails.complaint(message, "not-spam"))

    assert not Suppression.objects.exists()


def test_answer_stands_on_the_card(message: Message) -> None:
    text = "Да, приеду.\n\n20.11.2026 10:00, Магазин пишет:\n> Ждём вас."

    assert taken(message, mails.answer(message, text)) == Heard.REPLY

    made = Interaction.objects.get(customer=message.customer_id)
    assert (made.kind, made.direction) == ("letter", "in")
    assert made.text == "Re: Заказ\n\nДа, приеду."


def test_word_of_refusal_by_letter(message: Message) -> None:
    assert taken(message, mails.answer(message, "Отписка")) == Heard.STOP

    assert ConsentEvent.objects.filter(point=message.point_id, action="withdrawn", channel="email").count() == 2


def test_answer_without_our_marks_finds_its_client_by_address(message: Message) -> None:
    assert taken(message, mails.answer(None, "Здравствуйте")) == Heard.REPLY


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"X_Autoreply": "yes"}, {"Precedence": "bulk"}]
)
def test_holiday_notice_is_no_answer(message: Message, headers: dict[str, str]) -> None:
    assert taken(message, mails.answer(message, "Я в отпуске", files=(), **headers)) == Heard.ROBOT
    assert not Interaction.objects.exists()


def test_letter_of_html_alone(message: Message) -> None:
    raw = mails.answer(message, "x").replace(b"text/plain", b"text/html").replace(
        b"\r\n\r\nx", b"\r\n\r\n<style>p{}</style><p>Hello <b>there</b></p><blockquote>Old words</blockquote>"
    )  # fmt: skip

    taken(message, raw)

    assert Interaction.objects.get().text.split() == ["Re:", "Заказ", "Hello", "there"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Да\n> цитата", "Да"),
        ("Да\r\n\r\nOn Fri, Nov 20, 2026 Shop wrote:\r\n> x", "Да"),
        ("Да\n\n-----Original Message-----\nFrom: x", "Да"),
        ("Да\nПриеду в 2026 году", "Да\nПриеду в 2026 году"),
        ("> только цитата", "> только цитата"),
    ],
)
def test_quotations_are_left_out(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: \xff\xff\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nno parts",
        b"Content-Type: message/delivery-status\r\n\r\n\r\n",
        b"From: a@b.ru\r\nDate: yesterday\r\nMessage-ID: [\r\n\r\nhello",
    ],
)
def test_garbage_breaks_nothing(message: Message, raw: bytes) -> None:
    assert taken(message, raw) in set(Heard)
    assert taken(message, raw) is None


class AnyBytes(TestCase):
    @given(
        st.binary(max_size=400),
        st.sampled_from([b"", b"From: a@example.com\r\n", b"Content-Type: multipart/report\r\n"]),
    )
    def test_any_bytes_are_survived(self, body: bytes, head: bytes) -> None:
        gateway = Gateway.objects.filter(channel="email").first() or mail_gateway()

        take(gateway, head + body)


def test_pipe_of_a_mail_server(
    message: Message, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Piped:
        buffer = io.BytesIO(mails.returned(message, "5.1.1"))

    monkeypatch.setattr(sys, "stdin", Piped())

    call_command("receive_mail", "--gateway", "mail", "--json")

    assert json.loads(capsys.readouterr().out)["heard"] == "report"
    assert status_of(message) == Status.FAILED


def test_mailbox_is_read_and_marked(message: Message, manager: User, tmp_path: Path) -> None:
    with ImapServer([mails.returned(message, "5.1.1"), mails.answer(message, "Да")]) as server:
        gateway = with_mailbox(message, server)

        assert mailbox.has_one(gateway)
        assert mailbox.fetch(gateway) == 2
        assert server.seen == {1, 2}
        assert mailbox.fetch(gateway) == 0

    assert status_of(message) == Status.FAILED
    assert Interaction.objects.count() == 1
    assert ContactPoint.objects.get(customer=message.customer_id).state == "bounced"


def test_mailbox_with_a_wrong_password_is_told_of(message: Message) -> None:
    with ImapServer([]) as server, pytest.raises(DomainError, match="Почта"):
        mailbox.fetch(with_mailbox(message, server, password=""))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Входящие", '"&BBIERQQ+BDQETwRJBDgENQ-"'),
        ("INBOX/Ответы & возвраты", '"INBOX/&BB4EQgQyBDUEQgRL- &- &BDIEPgQ3BDIEQAQwBEIESw-"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
    ],
)
def test_folder_with_a_russian_name_is_opened(message: Message, typed: str, named: str) -> None:
    with ImapServer([mails.answer(message, "Да")]) as server:
        assert mailbox.fetch(with_mailbox(message, server, imap_folder=typed)) == 1
        assert server.folder == named


@pytest.mark.parametrize("values", [{"password": "ишч"}, {"imap_user": "магазин"}])
def test_password_in_russian_letters_is_told_of(message: Message, values: dict[str, str]) -> None:
    with ImapServer([]) as server, pytest.raises(DomainError, match="Почта"):
        mailbox.fetch(with_mailbox(message, server, **values))


@pytest.mark.django_db(transaction=True)
def test_words_of_nobody_are_kept_for_a_month() -> None:
    gateway = mail_gateway()
    for number, (ago, text) in enumerate(((31, ""), (31, "Здравствуйте"), (29, ""))):
        Inbound.objects.create(
            gateway=gateway, key=str(number), channel="email", heard=Heard.NOBODY, sender="odd@example.org",
            subject="Прайс", text=text, received_at=timezone.now() - dt.timedelta(days=ago),
        )  # fmt: skip

    runs.run_here(runs.start(jobs.FORGET, by=system_user()).pk)

    assert list(Inbound.objects.order_by("pk").values_list("sender", flat=True)) == ["", "", "odd@example.org"]


def test_letter_with_nul_in_its_head_does_not_stop_the_mailbox(message: Message) -> None:
    odd = mails.answer(None, "Да").replace(b"Re:", b"=?utf-8?q?=00?=").replace(b"anna@", b"an\0na@")
    with ImapServer([odd, mails.answer(message, "Приеду")]) as server:
        mailbox.fetch(with_mailbox(message, server))

        assert server.seen == {1, 2}
    assert Interaction.objects.filter(text__endswith="Приеду").count() == 1


def test_letter_of_nobody_is_kept(message: Message) -> None:
    sender = f"{uuid4().hex}@example.org"

    assert taken(message, mails.answer(None, "Здравствуйте", From=sender)) == Heard.NOBODY
    kept = Inbound.objects.get()
    assert (kept.heard, kept.sender, kept.text.strip()) == (Heard.NOBODY, sender, "Здравствуйте")
