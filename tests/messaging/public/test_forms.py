"""Forms of consent on sites (rules C-3, C-4): empty boxes bound to texts, no word of who is known, then a question."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from consents.models import ConsentEvent
from core.errors import DomainError
from core.registries.demo import DemoPlan
from customers.models import ContactPoint, Customer
from messaging.models import ConsentForm, Message
from messaging.public import building, demo
from messaging.public.building import Wish
from tests.factories.consents import grant_pair, make_document
from tests.factories.customers import make_email, make_person
from tests.harness.client import StrictClient
from tests.harness.markup import errors_told
from tests.messaging.public.base import link_in, make_gateways, make_texts, status

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example"


@pytest.fixture
def form(operator_named: None) -> ConsentForm:
    make_gateways()
    make_texts()
    return build()


def build(**values: Any) -> ConsentForm:
    standard: dict[str, Any] = {
        "name": "Подвал сайта",
        "asks": ["name", "email", "phone"],
        "languages": ["ru", "en"],
        "boxes": [(MARKETING, ""), (ADVERTISING, "email"), (ADVERTISING, "sms")],
        "texts": {"ru": {"title": "Подписка"}, "en": {"title": "Newsletter"}},
        "sites": [SHOP],
    }
    return building.save(Wish(**{**standard, **values}), by=system_user())


def url(form: ConsentForm) -> str:
    return f"/form/{form.token}/"


def values_of(client: StrictClient, form: ConsentForm) -> list[str]:
    return re.findall(r'name="box"[^>]*value="([^"]+)"', client.get(url(form)).content.decode())


def filled(client: StrictClient, form: ConsentForm, **more: Any) -> dict[str, Any]:
    boxes = values_of(client, form)
    return {"name": "Елена Морозова", "email": "elena@mail.example.com", "box": boxes[:2], **more}


def test_c3_boxes_are_separate_empty_and_lead_to_their_texts(form: ConsentForm, client: StrictClient) -> None:
    page = client.get(url(form)).content.decode()

    assert page.count('name="box"') == 3
    assert "checked" not in page
    assert page.count('href="/texts/') == 3
    assert "Подписка" in page


def test_c3_c4_what_is_ticked_is_pending_with_words_and_text_until_confirmed(
    form: ConsentForm, client: StrictClient
) -> None:
    answer = client.post(url(form), filled(client, form))

    assert answer.status_code == 302
    point = ContactPoint.objects.get(value="elena@mail.example.com")
    assert (point.customer.last_name, point.customer.first_name) == ("Морозова", "Елена")
    assert {status(point), status(point, MARKETING)} == {"pending"}
    assert not ConsentEvent.objects.filter(channel="sms").exists()
    client.post(link_in(Message.objects.get()), {"confirm": "1"})
    assert {status(point), status(point, MARKETING)} == {"granted"}
    event = ConsentEvent.objects.filter(action="confirmed", purpose=ADVERTISING).get()
    assert event.document is not None
    assert event.document_sha256 == event.document.sha256
    assert event.document.label in (event.details or {})["words"]


def test_a_box_that_was_not_ticked_is_no_consent(form: ConsentForm, client: StrictClient) -> None:
    refused = client.post(url(form), {"email": "elena@mail.example.com"})

    assert refused.status_code == 422
    assert not Customer.objects.filter(contact_points__value="elena@mail.example.com").exists()


def test_nobody_learns_who_is_known(form: ConsentForm, client: StrictClient) -> None:
    known = make_email(make_person("Известная Анна"), "anna@mail.example.com")
    grant_pair(known, "email")
    before = Customer.objects.count()

    of_known = client.post(url(form), filled(client, form, email="Anna@Mail.example.com", name="Чужое Имя"))
    of_new = client.post(url(form), filled(client, form, email="new@mail.example.com"))

    assert of_known.status_code == of_new.status_code
    assert of_known["Location"] == of_new["Location"]
    assert Message.objects.count() == 2
    assert Customer.objects.count() == before + 1
    assert status(known) == "granted"  # a question takes nothing away
    known.customer.refresh_from_db()
    assert known.customer.last_name == "Известная"


def test_a_stranger_s_number_does_not_join_a_known_card(form: ConsentForm, client: StrictClient) -> None:
    known = make_email(make_person("Известная Анна"), "anna@mail.example.com")
    boxes = values_of(client, form)

    client.post(url(form), {"email": "anna@mail.example.com", "phone": "+7 917 111-22-33", "box": boxes})

    phone = ContactPoint.objects.get(value="+79171112233")
    assert phone.customer_id != known.customer_id


def test_a_phone_is_confirmed_by_digits_on_the_next_page(form: ConsentForm, client: StrictClient) -> None:
    boxes = values_of(client, form)
    answer = client.post(url(form), {"phone": "8 917 111-22-33", "box": boxes})
    page = client.get(answer["Location"])

    assert SHOP in page["Content-Security-Policy"]
    digits = re.search(r"\b\d{6}\b", Message.objects.get().body_text)
    assert digits
    assert client.post(answer["Location"], {"code": "1", "confirm": "1"}).status_code == 422
    client.post(answer["Location"], {"refuse": "1"})  # whoever filled the form in may not own the phone
    assert status(ContactPoint.objects.get(), ADVERTISING, "sms") == "pending"
    assert client.post(answer["Location"], {"code": digits[0], "confirm": "1"}).status_code == 200
    point = ContactPoint.objects.get(value="+79171112233")
    assert status(point, ADVERTISING, "sms") == "granted"
    assert status(point, ADVERTISING, "email") == ""


def test_only_named_sites_may_frame_it(form: ConsentForm, client: StrictClient) -> None:
    page = client.get(url(form))
    alone = build(name="Alone", sites=[])

    assert f"frame-ancestors {SHOP}" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert "frame-ancestors 'none'" in client.get(url(alone))["Content-Security-Policy"]
    assert client.get(url(alone))["X-Frame-Options"] == "DENY"


def test_the_demo_base_has_one_that_goes_with_it(form: ConsentForm, client: StrictClient) -> None:
    plan = DemoPlan(customers=1, purchases=0, duplicates=0, seed=1, end_date=dt.date(2026, 11, 20))
    assert demo.make(plan, lambda _count: None) == {"consent_forms": 0}, "people have made one"
    ConsentForm.objects.all().delete()

    assert demo.make(plan, lambda _count: None) == {"consent_forms": 1}

    shown = client.get(url(ConsentForm.objects.get()))
    assert f"frame-ancestors {demo.SITES[0]}" in shown["Content-Security-Policy"]
    assert demo.TEXTS["ru"]["title"] in shown.content.decode()
    build(name="Own")
    demo.remove("default")
    assert [one.name for one in ConsentForm.objects.all()] == ["Own"]


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "https://shop.example/page", "*", "https://a b", "'self'", "https://x.example; x"]
)
def test_what_is_no_site_is_refused(form: ConsentForm, site: str) -> None:
    with pytest.raises(DomainError):
        build(sites=[site])


def test_programs_are_thanked_and_nothing_is_kept(form: ConsentForm, client: StrictClient) -> None:
    answer = client.post(url(form), filled(client, form, website="https://spam.example"))

    assert answer.status_code == 302
    assert not Message.objects.exists()
    assert not ContactPoint.objects.exists()


def test_one_contact_is_not_flooded(form: ConsentForm, client: StrictClient, time_machine: Any) -> None:
    boxes = values_of(client, form)
    answers = [client.post(url(form), {"phone": "+79171112233", "box": boxes}).status_code for _one in range(5)]

    assert answers == [302, 302, 302, 422, 422]
    assert Message.objects.count() == 1  # within a minute the question is not repeated


@pytest.mark.parametrize(
    "wrong", [{"email": "elena"}, {"email": "", "phone": ""}, {"phone": "12"}, {"box": ["1.1"]}, {"box": "\0"}]
)
def test_what_was_typed_wrong_is_said(form: ConsentForm, client: StrictClient, wrong: dict[str, Any]) -> None:
    page = client.post(url(form), filled(client, form, **wrong))

    assert page.status_code == 422
    assert errors_told(page.content.decode())
    assert not Message.objects.exists()


def test_a_text_that_changed_is_ticked_again(form: ConsentForm, client: StrictClient) -> None:
    sent = filled(client, form)
    make_document(ADVERTISING, channel="email", body="Новая редакция.")

    assert client.post(url(form), sent).status_code == 422


def test_in_english_with_english_texts(form: ConsentForm, client: StrictClient) -> None:
    make_document(ADVERTISING, channel="email", locale="en", label="I agree to advertising")

    page = client.get(f"{url(form)}?lang=en").content.decode()

    assert "Newsletter" in page
    assert "I agree to advertising" in page


def test_a_closed_form_is_not_there(form: ConsentForm, client: StrictClient) -> None:
    ConsentForm.objects.update(is_open=False)

    assert client.get(url(form)).status_code == 404
    assert client.post(url(form), {}).status_code == 404


def test_an_administrator_builds_one(
    client_for: Callable[[User], StrictClient], admin_user: User, manager: User, form: ConsentForm
) -> None:
    browser = client_for(admin_user)
    sent = {
        "name": "Касса", "asks": ["email"], "languages": ["ru"], "boxes": [f"{ADVERTISING}.email"], "is_open": "on",
        "sites": "shop.example\nhttps://www.shop.example/", "title_ru": "Скидки",
    }  # fmt: skip

    assert client_for(manager).get(reverse("consent_forms:list")).status_code == 404
    assert browser.post(reverse("consent_forms:new"), {**sent, "asks": ["name"]}).status_code == 422
    assert browser.post(reverse("consent_forms:new"), {**sent, "sites": "не сайт"}).status_code == 422
    page = browser.post(reverse("consent_forms:new"), sent)["Location"]
    made = ConsentForm.objects.get(name="Касса")
    assert made.sites == ["https://shop.example", "https://www.shop.example"]
    text = browser.get(page).content.decode()
    assert made.token in text
    token = made.token
    assert browser.post(page, {**sent, "name": "Касса 2"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.token) == ("Касса 2", token)
    assert "Касса 2" in browser.get(reverse("consent_forms:list")).content.decode()
