"""A letter or an SMS from the card: the law beside it, ten seconds to take it back, its fate on the timeline."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consents.gate.codes import CODES
from customers.models import ContactPoint, Customer
from messaging.choices import Status
from messaging.compose import timeline
from messaging.letters import services
from messaging.letters.previews import POLICY
from messaging.letters.services import Text
from messaging.models import Message, Template
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture
def card(manager: User) -> Customer:
    """A client in Moscow with a mail address and a phone, who agreed to nothing."""
    customer = make_person("Морозова Анна", responsible=manager, city="Москва")
    make_email(customer)
    make_phone(customer)
    return customer


def point_of(card: Customer, kind: str) -> ContactPoint:
    return ContactPoint.objects.get(customer=card, kind=kind)


def letter(card: Customer, **more: object) -> dict[str, object]:
    point = str(point_of(card, "email").pk)
    return {"point": point, "message_class": "service", "subject": "Заказ", "body": "{{ greeting }}, готово.", **more}


def send(browser: StrictClient, card: Customer, channel: str, values: dict[str, object]):  # type: ignore[no-untyped-def]
    address = reverse("customers:composer", args=[card.pk, channel])
    return browser.post(address, values, headers={"HX-Request": "true"})


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
        ({"point": "no"}, ""),
        ({"template": "99999999999999999999"}, ""),
    ],
)
def test_bad_letter_is_told_in_its_box(
    client_for: Browser, manager: User, card: Customer, values: dict[str, object], says: str
) -> None:
    answer = send(client_for(manager), card, "email", letter(card, **values))

    assert answer.status_code == 422
    assert says in answer.content.decode()
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
    assert b"".join(got.streaming_content) == b"100"
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


def test_fate_of_a_message_stands_on_the_timeline(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    message = Message.objects.get()
    Message.objects.filter(pk=message.pk).update(status=Status.DENIED, verdict_code="no_ads_consent")

    line = browser.get(reverse("customers:timeline", args=[card.pk])).content.decode()
    told = browser.get(reverse("messages:one", args=[message.pk])).content.decode()

    assert "Письмо: Заказ" in line
    assert str(Status.DENIED.label) in line
    assert str(CODES["no_ads_consent"].words) in told
    assert "38-ФЗ" in told
    assert reverse("messages:again", args=[message.pk]) in told


def test_failed_message_is_sent_again(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    message = Message.objects.get()

    early = browser.post(reverse("messages:again", args=[message.pk]))
    Message.objects.filter(pk=message.pk).update(status=Status.FAILED)
    again = browser.post(reverse("messages:again", args=[message.pk]))

    assert (early.status_code, again.status_code) == (422, 200)
    assert Message.objects.filter(status=Status.QUEUED, body_text=message.body_text).count() == 1


def test_pages_of_the_timeline_meet_without_a_gap(card: Customer, manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    for number in range(5):
        send(browser, card, "email", letter(card, subject=f"No {number}"))
    Message.objects.update(created_at=timezone.now())

    first = timeline.fetch([card.pk], None, 3)
    second = timeline.fetch([card.pk], (first[-1].at, first[-1].key), 3)

    keys = [one.key for one in [*first, *second]]
    assert len(set(keys)) == 5
    assert keys == sorted(keys, reverse=True)
