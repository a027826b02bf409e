"""Rule C-4: double opt-in by a link or by digits, one reminder, and what is not answered runs out."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from consents.ledger.checking import Wish
from consents.ledger.expiring import write_batch
from consents.ledger.forms import code_of
from consents.ledger.writing import Evidence
from consents.models import ConsentDocument, ConsentEvent
from core.errors import DomainError
from customers.models import ContactPoint
from messaging.models import Confirmation, Message
from messaging.public import confirm, links, reminding
from messaging.public.links import Aim
from tests.factories.consents import grant_pair, withdraw_pair
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient
from tests.messaging.public.base import link_in, make_gateways, make_texts, path, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def email(manager: User, operator_named: None) -> ContactPoint:
    make_gateways()
    make_texts()
    return make_email(make_person("Морозова Елена", responsible=manager), "elena@mail.example.com")


@pytest.fixture
def phone(email: ContactPoint) -> ContactPoint:
    return make_phone(email.customer, "+7 917 234-18-60")


def ask(point: ContactPoint, channel: str = "email", purpose: str = ADVERTISING) -> Confirmation:
    document = ConsentDocument.objects.get(purpose=purpose)
    return confirm.ask(point.pk, purpose, channel, document.pk, by=system_user())


def letter() -> Message:
    return Message.objects.latest("created_at")


def digits() -> str:
    found = re.search(r"\b\d{6}\b", letter().body_text)
    assert found
    return found[0]


def test_c4_a_look_shows_and_the_button_confirms_once(email: ContactPoint, client: StrictClient) -> None:
    ask(email)
    url = link_in(letter())

    assert status(email) == "pending"
    for _scanner in range(3):
        assert client.get(url).status_code == 200
    assert status(email) == "pending"
    page = client.post(url, {"confirm": "1"})

    assert page.status_code == 200
    assert not page.cookies
    assert status(email) == "granted"
    event = ConsentEvent.objects.get(action="confirmed")
    assert (event.method, event.document_sha256) == ("doi_link", event.document.sha256 if event.document else "")
    assert client.post(url, {"confirm": "1"}).status_code == 422
    assert ConsentEvent.objects.filter(action="confirmed").count() == 1


def test_c4_the_message_asks_and_advertises_nothing(email: ContactPoint) -> None:
    asked = ask(email)
    written = letter()

    assert written.pk == asked.message_id
    assert (written.source, written.message_class, written.purpose) == ("confirmation", "service", "service")
    assert written.not_after == asked.expires_at
    assert links.headers(written) == {}
    assert len(re.findall(r"https?://", written.body_text)) == 1
    assert "ООО «Лён и глина»" in written.body_text


def test_c4_the_link_lives_72_hours(email: ContactPoint, client: StrictClient, time_machine: Any) -> None:
    ask(email)
    url = link_in(letter())

    time_machine.move_to(timezone.now() + dt.timedelta(hours=73), tick=True)

    assert "confirm" not in client.get(url).content.decode().partition("<main")[2].partition("name=")[2][:12]
    assert client.post(url, {"confirm": "1"}).status_code == 422
    assert status(email) == "pending"


def test_c4_it_was_somebody_else(email: ContactPoint, client: StrictClient) -> None:
    ask(email)

    client.post(link_in(letter()), {"refuse": "1"})

    assert status(email) == "withdrawn"
    assert ConsentEvent.objects.get(action="declined").method == "doi_link"
    with pytest.raises(DomainError):
        ask(email)


def age(minutes: int) -> None:
    """As if questions had been asked earlier; the ledger's own clock cannot be turned."""
    step = dt.timedelta(minutes=minutes)
    Confirmation.objects.update(
        asked_at=F("asked_at") - step, expires_at=F("expires_at") - step, code_until=F("code_until") - step
    )


def test_c4_six_digits_ten_minutes_five_tries(phone: ContactPoint) -> None:
    asked = ask(phone, "sms")
    right = digits()
    proof = Evidence()

    assert right not in str(asked.__dict__)
    for _try in range(5):
        assert confirm.enter_code(asked, "000000" if right != "000000" else "111111", evidence=proof)
    assert confirm.enter_code(asked, right, evidence=proof)  # five are gone
    assert status(phone, channel="sms") == "pending"

    age(2)
    second = ask(phone, "sms")
    late = digits()
    age(11)
    assert confirm.enter_code(second, late, evidence=proof)
    third = ask(phone, "sms")
    soon = timezone.now() + dt.timedelta(minutes=5)
    type(second).objects.filter(pk=second.pk).update(code_until=soon, expires_at=soon)
    second.refresh_from_db()
    assert confirm.enter_code(second, digits(), evidence=proof)  # the code of another question
    assert confirm.enter_code(third, digits(), evidence=proof) == ""
    assert status(phone, channel="sms") == "granted"
    assert ConsentEvent.objects.get(action="confirmed").method == "sms_code"


def test_c4_one_reminder_at_most(email: ContactPoint, phone: ContactPoint, time_machine: Any) -> None:
    ask(email)
    ask(phone, "sms")
    assert reminding.remind() == 0

    time_machine.move_to(timezone.now() + dt.timedelta(hours=49), tick=True)

    assert reminding.remind() == 1
    assert reminding.remind() == 0
    assert Message.objects.filter(point_id=email.pk).count() == 2
    assert link_in(letter()).startswith("/confirm/")


def test_c4_who_answered_is_not_reminded(email: ContactPoint, client: StrictClient, time_machine: Any) -> None:
    ask(email)
    client.post(link_in(letter()), {"confirm": "1"})
    time_machine.move_to(timezone.now() + dt.timedelta(hours=49), tick=True)

    assert reminding.remind() == 0
    assert Message.objects.count() == 1


def test_c4_what_nobody_answers_runs_out_after_14_days(email: ContactPoint) -> None:
    ask(email)
    from consents.models import ConsentState

    ConsentState.objects.update(since=timezone.now() - dt.timedelta(days=15))

    assert write_batch(by=system_user()) == 1
    assert status(email) == "expired"


def test_links_forged_expired_and_of_another_purpose(email: ContactPoint, client: StrictClient) -> None:
    asked = ask(email)
    good = links.sign(Aim.CONFIRM, asked.pk.bytes)

    for token in (good[:-2], links.sign(Aim.PREFERENCES, asked.pk.bytes), links.sign(Aim.CONFIRM, email.pk.bytes)):
        assert client.post(f"/confirm/{token}/", {"confirm": "1"}).status_code == 404
    assert status(email) == "pending"


def test_a_new_question_ends_the_earlier_one(email: ContactPoint, client: StrictClient) -> None:
    ask(email)
    first = link_in(letter())
    with pytest.raises(DomainError):
        ask(email, purpose=MARKETING)  # a minute has not passed
    age(2)
    ask(email)

    assert client.post(first, {"confirm": "1"}).status_code == 422
    assert client.post(link_in(letter()), {"confirm": "1"}).status_code == 200
    assert status(email) == "granted"


def test_what_is_given_is_not_taken_away_by_a_question(email: ContactPoint) -> None:
    grant_pair(email, "email")

    with pytest.raises(DomainError):
        ask(email)
    assert status(email) == "granted"


def test_a_colleague_may_not_ask_for_what_was_refused(email: ContactPoint) -> None:
    withdraw_pair(email, "email")

    with pytest.raises(DomainError):
        ask(email)
    assert not Message.objects.exists()


def test_from_the_card_by_letter_and_by_digits_read_out(
    client_for: Callable[[User], StrictClient], manager: User, colleague: User, email: ContactPoint, phone: ContactPoint
) -> None:
    url = reverse("confirmations:ask", args=[email.customer_id])
    browser = client_for(manager)
    wishes = [code_of(Wish(email.pk, ADVERTISING, "email")), code_of(Wish(phone.pk, ADVERTISING, "sms"))]

    panel = browser.get(reverse("customers:panel", args=[email.customer_id, "consents"])).content.decode()
    assert url in panel
    assert browser.post(url, {}).status_code == 422
    assert browser.post(url, {"wish": wishes}).status_code == 302
    assert Message.objects.count() == 2
    asked = Confirmation.objects.get(point=phone)
    page = browser.get(url).content.decode()
    assert str(asked.pk) in page

    code = reverse("confirmations:code", args=[asked.pk])
    message = Message.objects.get(point_id=phone.pk)
    found = re.search(r"\b\d{6}\b", message.body_text)
    assert found
    assert client_for(colleague).get(url).status_code == 404
    assert client_for(colleague).post(code, {"code": found[0]}).status_code == 404
    browser.post(code, {"code": found[0]})
    assert status(phone, channel="sms") == "granted"
    details = ConsentEvent.objects.get(action="confirmed").details or {}
    assert details["words"]


def test_without_a_gateway_a_colleague_is_told_where_to_add_one(
    client_for: Callable[[User], StrictClient], manager: User, email: ContactPoint
) -> None:
    from messaging.models import Gateway

    Gateway.objects.all().delete()
    url = reverse("confirmations:ask", args=[email.customer_id])

    page = client_for(manager).post(url, {"wish": [code_of(Wish(email.pk, ADVERTISING, "email"))]})

    assert page.status_code == 422
    assert status(email) == ""


def test_the_address_of_a_question_is_ours(email: ContactPoint) -> None:
    assert path(confirm.url_of(ask(email))).startswith("/confirm/")
