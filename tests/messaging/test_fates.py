"""What became of a message: its line of the timeline, what staff may read of it, once more."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consents.gate.codes import CODES
from core.registries.demo import DemoPlan
from customers.models import Customer
from messaging.choices import Status
from messaging.compose import demo, timeline
from messaging.letters import services
from messaging.letters.services import Text
from messaging.models import Message
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient
from tests.messaging.card_base import letter, send

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


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


def test_link_to_a_message_leads_to_a_whole_page(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    address = reverse("messages:one", args=[Message.objects.get().pk])

    page = browser.get(address).content.decode()
    piece = browser.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<title>Письмо: Заказ" in page
    assert f'href="{card.get_absolute_url()}"' in page
    assert piece in page
    assert "<title>" not in piece


def test_failed_message_is_sent_again(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    message = Message.objects.get()

    early = browser.post(reverse("messages:again", args=[message.pk]))
    Message.objects.filter(pk=message.pk).update(status=Status.FAILED)
    again = browser.post(reverse("messages:again", args=[message.pk]))

    assert (early.status_code, again.status_code) == (422, 200)
    assert Message.objects.filter(status=Status.QUEUED, body_text=message.body_text).count() == 1


def test_pressed_twice_a_message_is_sent_again_once(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    failed = Message.objects.get()
    Message.objects.filter(pk=failed.pk).update(status=Status.FAILED)

    answers = [browser.post(reverse("messages:again", args=[failed.pk])).status_code for _time in range(2)]

    assert answers == [200, 422]
    assert Message.objects.exclude(pk=failed.pk).count() == 1


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


def test_staff_do_not_see_links_and_codes_of_the_client(client_for: Browser, manager: User, card: Customer) -> None:
    browser = client_for(manager)
    send(browser, card, "email", letter(card))
    message = Message.objects.get()
    code = Message.objects.create(
        customer=card, point_id=message.point_id, channel="sms", message_class="service", source="confirmation",
        address="+79720000001", body_text="Code 123456", gateway=message.gateway,
    )  # fmt: skip

    pages = [
        browser.get(reverse("customers:timeline", args=[card.pk])),
        *(
            browser.get(reverse(f"messages:{name}", args=[row.pk]), headers={"HX-Request": "true"})
            for row in (message, code)
            for name in ("one", "letter")
        ),
    ]

    assert "/preferences/" in message.body_text
    assert "/preferences/" in message.body_html
    for page in pages:
        assert page.status_code == 200
        assert "/preferences/" not in page.content.decode()
        assert "123456" not in page.content.decode()


def test_own_field_deleted_since_stops_a_letter_by_a_template(
    client_for: Browser, manager: User, admin_user: User, card: Customer
) -> None:
    field = make_field(code="size")
    text = Text(body="Size {{ custom.size }}", subject="Size")
    template = services.create(by=admin_user, name="Size", channel="email", message_class="service", text=text)
    field.delete()

    answer = send(client_for(manager), card, "email", letter(card, template=template.pk))

    assert answer.status_code == 422
    assert "custom.size" in answer.content.decode()
    assert not Message.objects.exists()


def test_demo_base_has_messages_once(card: Customer) -> None:
    plan = DemoPlan(customers=1, purchases=0, duplicates=0, seed=1, end_date=dt.date(2026, 11, 20))

    first = demo.make(plan, lambda _number: None)
    again = demo.make(plan, lambda _number: None)

    assert first == {"messages": 1}
    assert again == {"messages": 0}
    assert {row.status for row in Message.objects.all()} <= set(demo.FATES)
