"""A letter or an SMS from the card: the law beside it, ten seconds to take it back, its fate on the timeline."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consents.gate.codes import CODES
from customers.models import Customer
from messaging.choices import Status
from messaging.letters import services
from messaging.letters.previews import POLICY
from messaging.letters.services import Text
from messaging.models import Message, Template
from tests.harness.client import StrictClient
from tests.harness.markup import errors_told
from tests.messaging.card_base import letter, point_of, send

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def test_letter_waits_ten_seconds_and_is_approved_by_its_writer(
    client_for: Browser, manager: User, card: Customer
) -> None:
    answer = send(client_for(manager), card, "email", letter(card, signed="on"))

    message = Message.objects.get()
    assert answer.status_code == 200
    assert message.status == Status.QUEUED
    assert message.not_before > timezone.now() + dt.timedelta(seconds=5)
    assert message.approved_by == manager
    assert message.body_text.startswith("Здравствуйте, Анна, готово.")
    assert "<p style=" in message.body_html
    assert reverse("messages:cancel", args=[message.pk]) in answer["HX-Trigger"]


def test_message_is_taken_back_while_it_waits(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    message = Message.objects.get()

    back = browser.post(reverse("messages:cancel", args=[message.pk]), {"next": card.get_absolute_url()})

    message.refresh_from_db()
    assert (back.status_code, back["Location"]) == (302, card.get_absolute_url())
    assert message.status == Status.CANCELLED


def test_advertising_without_consent_is_refused_by_the_law(client_for: Browser, manager: User, card: Customer) -> None:
    answer = send(client_for(manager), card, "email", letter(card, message_class="advertising"))

    assert answer.status_code == 422
    assert "152-ФЗ" in answer.content.decode()
    assert not Message.objects.exists()


def test_class_of_a_template_cannot_be_talked_down(
    client_for: Browser, manager: User, admin_user: User, card: Customer
) -> None:
    template = services.create(
        by=admin_user, name="Sale", channel="email", message_class="advertising", text=Text(body="Sale", subject="Sale")
    )

    answer = send(client_for(manager), card, "email", letter(card, template=template.pk, message_class="service"))

    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_template_gives_its_own_words(client_for: Browser, manager: User, card: Customer) -> None:
    template = Template.objects.get(code="thanks-sms")
    phone = str(point_of(card, "phone").pk)

    answer = send(client_for(manager), card, "sms", {"point": phone, "template": template.pk, "body": "Other"})

    message = Message.objects.get()
    assert answer.status_code == 200
    assert message.body_text.startswith("Здравствуйте, Анна! Спасибо за покупку.")
    assert message.template_version is not None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"body": ""}, "Напишите текст"),
        ({"subject": ""}, "должна быть тема"),
        ({"body": "{{ nobody }}"}, "nobody"),
        ({"body": "{{ note }}"}, "note"),
        ({"body": "x" * 100_001}, "100000"),
        ({"subject": "x" * 400}, "300"),
        ({"point": "no"}, "не является верным"),
        ({"template": "99999999999999999999"}, "Выберите корректный вариант"),
    ],
)
def test_bad_letter_is_told_in_its_box(
    client_for: Browser, manager: User, card: Customer, values: dict[str, object], says: str
) -> None:
    answer = send(client_for(manager), card, "email", letter(card, **values))

    assert answer.status_code == 422
    assert says in errors_told(answer.content.decode())
    assert not Message.objects.exists()


def test_long_sms_is_refused(client_for: Browser, manager: User, card: Customer) -> None:
    answer = send(client_for(manager), card, "sms", {"point": str(point_of(card, "phone").pk), "body": "я" * 700})

    assert answer.status_code == 422
    assert "не больше 10 частей" in answer.content.decode()


def test_files_go_along_and_are_seen_by_whoever_sees_the_client(
    client_for: Browser, manager: User, colleague: User, card: Customer
) -> None:
    upload = SimpleUploadedFile("price.txt", b"100")

    send(client_for(manager), card, "email", letter(card, attached=[upload]))

    (number,) = Message.objects.get().attachments
    address = reverse("files:download", args=[number])
    got = client_for(manager).get(address)
    assert got.getvalue() == b"100"
    assert client_for(colleague).get(address).status_code == 404


def test_look_says_what_the_law_says(client_for: Browser, manager: User, card: Customer) -> None:
    address = reverse("messages:look", args=[card.pk, "sms"])
    values = {"point": str(point_of(card, "phone").pk), "body": "я" * 71}

    both = client_for(manager).post(address, values).content.decode()

    assert str(CODES["no_consent"].words) in both
    assert "152-ФЗ" in both
    assert str(CODES["ok"].words) in both
    assert "<b>2 " in both


def test_preview_of_a_message_leaves_nothing_behind(client_for: Browser, manager: User, card: Customer) -> None:
    answer = client_for(manager).post(reverse("messages:preview", args=[card.pk, "email"]), letter(card))

    assert answer["Content-Security-Policy"] == POLICY
    assert "Здравствуйте, Анна, готово." in answer.content.decode()
    assert not Message.objects.exists()


def test_nobody_writes_to_a_client_he_does_not_see(
    client_for: Browser, colleague: User, stranger: User, manager: User, card: Customer
) -> None:
    send(client_for(manager), card, "email", letter(card))
    message = Message.objects.get()

    for user in (colleague, stranger):
        browser = client_for(user)
        assert send(browser, card, "email", letter(card)).status_code == 404
        assert browser.post(reverse("messages:look", args=[card.pk, "email"])).status_code == 404
        assert browser.get(reverse("messages:one", args=[message.pk])).status_code == 404
        assert browser.get(reverse("messages:letter", args=[message.pk])).status_code == 404
        assert browser.post(reverse("messages:cancel", args=[message.pk])).status_code == 404
    assert Message.objects.count() == 1


def test_without_the_right_one_does_not_write(client_for: Browser, manager: User, card: Customer) -> None:
    manager.role.permissions.remove("messaging.send")
    manager.role.save()

    assert send(client_for(manager), card, "email", letter(card)).status_code == 403
