"""The page of settings: what a client sees, withdraws, gives, asks for, without a password."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from consents.ledger.checking import Wish
from consents.ledger.forms import code_of
from consents.models import (
    ConsentDocument,
    ConsentEvent,
    ErasedCustomer,
    Erasure,
    ProcessingBlock,
    SubjectBundle,
    SubjectRequest,
)
from customers.models import ContactPoint, Customer
from journal import runs
from messaging.models import Confirmation, Message
from messaging.public import links
from messaging.public.links import POINT_AND_CARD, Aim
from tests.factories.consents import grant_pair
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient
from tests.messaging.public.base import link_in, make_gateways, make_texts, path, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def email(operator_named: None) -> ContactPoint:
    make_gateways()
    make_texts()
    customer = make_person("Морозова Елена Викторовна", city="Казань", birth_date=dt.date(1988, 3, 12))
    return make_email(customer, "elena@mail.example.com")


@pytest.fixture
def phone(email: ContactPoint) -> ContactPoint:
    return make_phone(email.customer, "+7 917 234-18-60")


@pytest.fixture
def url(email: ContactPoint) -> str:
    return path(links.preferences_url(email.customer_id, email.pk))


def code(point: ContactPoint, channel: str = "email", purpose: str = ADVERTISING) -> str:
    return code_of(Wish(point.pk, purpose, channel))


def give(point: ContactPoint, channel: str = "email", purpose: str = ADVERTISING) -> dict[str, str]:
    document = ConsentDocument.objects.get(purpose=purpose)
    return {"give": code(point, channel, purpose), "document": str(document.pk)}


def test_it_shows_what_is_known_masked(url: str, phone: ContactPoint, client: StrictClient) -> None:
    page = client.get(url)
    text = page.content.decode()

    assert page.status_code == 200
    assert not page.cookies
    assert "Морозова Елена" in text
    assert "e•••@mail.example.com" in text
    for hidden in ("elena@mail", "234-18", "9172341860", "12.03.1988"):
        assert hidden not in text
    assert "<script" not in text


def test_no_look_changes_anything(url: str, email: ContactPoint, client: StrictClient) -> None:
    grant_pair(email, "email")
    before = ConsentEvent.objects.count()

    for query in ("", "?withdraw=" + code(email), "?done=stop_ads", "?lang=en&stop_ads=1"):
        client.get(url.partition("?")[0] + query)

    assert ConsentEvent.objects.count() == before


def test_c6_one_consent_is_taken_back_at_once(url: str, email: ContactPoint, client: StrictClient) -> None:
    grant_pair(email, "email")

    answer = client.post(url, {"withdraw": code(email)})

    assert answer.status_code == 302
    assert status(email) == "withdrawn"
    assert status(email, MARKETING) == "granted"
    assert client.get(answer["Location"]).status_code == 200


def test_c6_no_advertising_at_all(url: str, email: ContactPoint, phone: ContactPoint, client: StrictClient) -> None:
    grant_pair(phone)

    client.post(url, {"stop_ads": "1"})

    assert status(phone, ADVERTISING, "sms") == "withdrawn"
    assert status(phone, ADVERTISING, "call") == "withdrawn"
    assert status(email) == "withdrawn"


def test_giving_by_the_letter_to_that_address_is_proof(url: str, email: ContactPoint, client: StrictClient) -> None:
    client.post(url, give(email))

    assert status(email) == "granted"
    event = ConsentEvent.objects.get(action="granted")
    assert event.method == "doi_link"
    assert (event.details or {})["words"].startswith("Я согласен")
    assert not Message.objects.exists()


def test_giving_for_another_contact_is_confirmed_by_it(url: str, phone: ContactPoint, client: StrictClient) -> None:
    answer = client.post(url, give(phone, "sms"))

    assert status(phone, channel="sms") == "pending"
    assert answer["Location"].startswith("/confirm/")
    assert Confirmation.objects.get().is_by_code
    assert client.get(answer["Location"]).status_code == 200


def test_a_text_that_was_replaced_meanwhile_is_read_again(url: str, email: ContactPoint, client: StrictClient) -> None:
    from tests.factories.consents import make_document

    sent = give(email)
    make_document(ADVERTISING, channel="email", body="Новая редакция.")

    assert client.post(url, sent).status_code == 422
    assert status(email) == ""


def test_consents_of_others_cannot_be_touched(url: str, client: StrictClient) -> None:
    other = make_email(make_person("Чужая Анна"))
    grant_pair(other, "email")

    assert client.post(url, {"withdraw": code(other)}).status_code == 422
    assert client.post(url, {"give": "nonsense"}).status_code == 422
    assert client.post(url, {}).status_code == 422
    assert status(other) == "granted"


def test_a_correction_is_a_request(url: str, email: ContactPoint, client: StrictClient) -> None:
    assert client.post(url, {"correct": "1", "text": " "}).status_code == 422
    assert client.post(url, {"correct": "1", "text": "Фамилия теперь Петрова"}).status_code == 302

    request = SubjectRequest.objects.get()
    assert (request.kind, request.via, request.customer_id) == ("correct", "site", email.customer_id)
    assert "Петрова" in request.text
    assert not ProcessingBlock.objects.exists()  # who asks is made sure of first


def test_an_erasure_needs_a_fresh_link(url: str, email: ContactPoint, client: StrictClient) -> None:
    client.post(url, {"erase": "1"})
    assert not SubjectRequest.objects.exists()
    assert client.post(url, {"erase": "1"}).status_code == 422  # sent a moment ago

    link = link_in(Message.objects.get())
    assert client.get(link).status_code == 200
    assert not SubjectRequest.objects.exists()
    for _twice in range(2):
        assert client.post(link, {"confirm": "1"}).status_code == 200

    request = SubjectRequest.objects.get()
    assert (request.kind, request.identity) == ("erase", "code")
    assert ProcessingBlock.objects.filter(customer=email.customer, scope="all").exists()


def test_s2_a_copy_is_made_and_taken_once(url: str, client: StrictClient) -> None:
    client.post(url, {"access": "1"})
    answer = client.post(link_in(Message.objects.get()), {"confirm": "1"})
    page = answer["Location"]
    bundle = SubjectBundle.objects.get()
    assert client.get(page).status_code == 200
    assert client.post(page, {"take": "1"}).status_code == 422  # not ready yet

    assert bundle.job
    runs.run_here(bundle.job)

    client.get(page)
    taken = client.post(page, {"take": "1"})
    assert b"".join(taken.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert taken["Cache-Control"] == "private, no-store"
    assert client.post(page, {"take": "1"}).status_code == 422
    assert SubjectRequest.objects.get().outcome == "done"


def test_links_of_another_purpose_old_or_of_the_erased(email: ContactPoint, client: StrictClient) -> None:
    payload = POINT_AND_CARD.pack(email.pk.bytes, email.customer_id)
    old = links.sign(Aim.PREFERENCES, payload, at=timezone.now() - dt.timedelta(days=61))

    assert client.get(f"/preferences/{links.sign(Aim.UNSUBSCRIBE, payload)}/").status_code == 404
    assert email.customer.title not in client.get(f"/preferences/{old}/").content.decode()
    assert client.post(f"/preferences/{old}/", {"stop_ads": "1"}).status_code == 200
    assert status(email) == ""
    assert client.post(f"/preferences/{old}/", {"renew": "1"}).status_code == 200
    assert client.post(f"/preferences/{old}/", {"renew": "1"}).status_code == 422
    assert client.get(link_in(Message.objects.get())).status_code == 200
    good = path(links.preferences_url(email.customer_id, email.pk))
    assert client.get(good).status_code == 200
    by = system_user()
    act = Erasure.objects.create(reason="withdrawn", author=by)
    ErasedCustomer.objects.create(customer=email.customer, erased_at=timezone.now(), erasure=act, key="1")
    assert client.get(good).status_code == 404


def test_after_a_merge_the_link_opens_the_card_that_stayed(url: str, email: ContactPoint, client: StrictClient) -> None:
    survivor = make_person("Морозова Елена", city="Омск")
    ContactPoint.objects.filter(pk=email.pk).update(customer=survivor, is_primary=False)
    Customer.objects.filter(pk=survivor.pk).update(archived_at=timezone.now())

    assert "Омск" in client.get(url).content.decode()


def test_in_english_too(url: str, email: ContactPoint, client: StrictClient) -> None:
    Customer.objects.filter(pk=email.customer_id).update(language="en")

    assert "Your data" in client.get(url).content.decode()
    assert "Ваши данные" in client.get(f"{url}?lang=ru").content.decode()
    answer = client.post(f"{url}?lang=ru", {"stop_ads": "1"})
    assert "lang=ru" in answer["Location"]


def test_many_contacts_cost_no_more_queries(url: str, email: ContactPoint, client: StrictClient) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    few = count()
    for _more in range(5):
        make_phone(email.customer)
    assert count() <= few
