"""Rule C-6 and RFC 8058: refusing by a link works at once, for years, and only when a person asks for it."""

import datetime as dt

import pytest
from django.core.signing import Signer
from django.test import override_settings
from django.utils import timezone

from consents import gate
from consents.choices import ADVERTISING
from consents.gate import Request, Sending
from consents.models import ConsentEvent
from consents.models.gate import MessageClass
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from messaging.models import Message, ShortLink
from messaging.public import links
from messaging.public.links import Aim
from tests.factories.consents import grant_pair
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient
from tests.messaging.public.base import advertise, make_gateways, path, status

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def point(operator_named: None) -> ContactPoint:
    make_gateways()
    made = make_email(make_person("Морозова Елена"), "elena@mail.example.com")
    grant_pair(made, "email")
    return made


@pytest.fixture
def letter(point: ContactPoint) -> Message:
    return advertise(point)


def url_of(message: Message) -> str:
    return path(links.unsubscribe_url(message))


def test_c6_one_click_withdraws_without_cookie_token_or_redirect(letter: Message, point: ContactPoint) -> None:
    browser = StrictClient(enforce_csrf_checks=True)

    answer = browser.post(url_of(letter), ONE_CLICK)

    assert answer.status_code == 200
    assert not answer.cookies
    assert status(point) == "withdrawn"
    event = ConsentEvent.objects.filter(action="withdrawn").get()
    assert event.method == "doi_link"
    assert (event.details or {})["message_id"] == str(letter.pk)
    assert "." not in (event.details or {})["page_url"].rpartition("/unsubscribe/")[2]


def test_c6_a_queued_message_is_denied_from_then_on(letter: Message, point: ContactPoint, client: StrictClient) -> None:
    client.post(url_of(letter), ONE_CLICK)

    sending = Sending(
        channel="email", message_class=MessageClass.ADVERTISING, approved_by=1, sender="Shop", can_unsubscribe=True
    )
    (decision,) = gate.decide([Request(sending=sending, customer_id=point.customer_id, point_id=point.pk)])
    assert decision.verdict == "deny"


def test_scanners_that_open_every_link_change_nothing(
    letter: Message, point: ContactPoint, client: StrictClient
) -> None:
    for _again in range(3):
        page = client.get(url_of(letter))
        client.head(url_of(letter))

    assert page.status_code == 200
    assert status(point) == "granted"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]
    assert "script-src" not in page["Content-Security-Policy"]
    assert "<script" not in page.content.decode()
    assert not page.cookies
    assert point.value not in page.content.decode()


def test_the_button_of_the_page_withdraws_once(letter: Message, point: ContactPoint, client: StrictClient) -> None:
    assert client.post(url_of(letter)).status_code == 422
    assert status(point) == "granted"

    for _again in range(3):
        assert client.post(url_of(letter), {"leave": "1"}).status_code == 200

    assert status(point) == "withdrawn"
    assert ConsentEvent.objects.filter(action="withdrawn").count() == 1


def test_both_languages_and_the_client_s_own_first(letter: Message, point: ContactPoint, client: StrictClient) -> None:
    Customer.objects.filter(pk=point.customer_id).update(language="English")

    assert 'lang="en"' in client.get(url_of(letter)).content.decode()
    russian = client.get(f"{url_of(letter)}?lang=ru").content.decode()
    assert '<html lang="ru"' in russian
    assert "Отписаться" in russian


def test_a_link_works_after_months_for_a_card_merged_archived_or_without_the_contact(
    letter: Message, point: ContactPoint, client: StrictClient
) -> None:
    url = url_of(letter)
    survivor = make_person("Морозова Елена")
    ContactPoint.objects.filter(pk=point.pk).update(customer=survivor, archived_at=timezone.now(), is_primary=False)
    Customer.objects.filter(pk=survivor.pk).update(archived_at=timezone.now())

    assert client.post(url, ONE_CLICK).status_code == 200
    assert status(point) == "withdrawn"


def test_of_an_erased_client_nothing_is_left_to_refuse(
    letter: Message, point: ContactPoint, client: StrictClient
) -> None:
    url = url_of(letter)
    point.delete()

    assert client.post(url, ONE_CLICK).status_code == 200
    assert client.get(url).status_code == 200
    assert not ConsentEvent.objects.filter(action="withdrawn").exists()


@pytest.mark.parametrize("harm", ["cut", "other", "letters"])
def test_a_forged_link_opens_nothing(letter: Message, point: ContactPoint, client: StrictClient, harm: str) -> None:
    token = links.sign(Aim.UNSUBSCRIBE, letter.pk.bytes)
    broken = {"cut": token[:-1], "other": Signer(salt="mine", sep=".").sign(token.partition(".")[0]), "letters": "ы.ы"}

    answer = client.post(f"/unsubscribe/{broken[harm]}/", ONE_CLICK)

    assert answer.status_code == 404
    assert status(point) == "granted"


def test_a_link_is_for_one_thing_and_not_for_ever(letter: Message, client: StrictClient) -> None:
    wrong = links.sign(Aim.CONFIRM, letter.pk.bytes)
    old = links.sign(Aim.UNSUBSCRIBE, letter.pk.bytes, at=timezone.now() - dt.timedelta(days=1200))
    months = links.sign(Aim.UNSUBSCRIBE, letter.pk.bytes, at=timezone.now() - dt.timedelta(days=300))

    assert client.get(f"/unsubscribe/{wrong}/").status_code == 404
    assert client.get(f"/unsubscribe/{old}/").status_code == 404
    page = client.get(f"/unsubscribe/{months}/")
    assert page.status_code == 200
    assert "/preferences/" not in page.content.decode()  # an old letter opens no personal data
    assert "/preferences/" in client.get(url_of(letter)).content.decode()


def test_links_outlive_a_change_of_the_secret(letter: Message) -> None:
    token = links.sign(Aim.UNSUBSCRIBE, letter.pk.bytes)
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["older"]), pytest.raises(DomainError):
        links.opened(Aim.UNSUBSCRIBE, token)
    from django.conf import settings

    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert links.opened(Aim.UNSUBSCRIBE, token).uuid == letter.pk


def test_who_guesses_links_is_stopped(client: StrictClient) -> None:
    answers = [client.get(f"/u/guess{number:03}").status_code for number in range(62)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_an_sms_has_a_short_link_of_its_own(point: ContactPoint, client: StrictClient) -> None:
    phone = make_phone(point.customer)
    grant_pair(phone)
    sms = advertise(phone, "sms")

    url = links.unsubscribe_url(sms)

    assert url == links.unsubscribe_url(advertise(phone, "sms"))
    assert len(ShortLink.objects.get().code) == 8
    assert links.headers(sms) == {}
    assert client.get(path(url)).status_code == 200
    assert status(phone, ADVERTISING, "sms") == "granted"
    client.post(path(url), {"leave": "1"})
    assert status(phone, ADVERTISING, "sms") == "withdrawn"
    assert status(point) == "granted"


def test_links_of_many_messages_cost_the_same(point: ContactPoint, django_assert_max_num_queries: object) -> None:
    customer = make_person("Много Писем")
    messages = [advertise(make_phone(customer), "sms") for _one in range(6)] + [advertise(point)]

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        urls = links.unsubscribe_urls(messages)

    assert len(set(urls.values())) == 7


def test_headers_of_an_advertising_letter_only(letter: Message) -> None:
    headers = links.headers(letter)

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    letter.message_class = MessageClass.SERVICE
    assert links.headers(letter) == {}


def test_a_published_text_can_be_read_by_anybody(point: ContactPoint, client: StrictClient) -> None:
    from consents.models import ConsentDocument
    from tests.factories.consents import make_document

    first = ConsentDocument.objects.get(purpose=ADVERTISING)
    make_document(ADVERTISING, channel="email", body="Новая редакция.")

    page = client.get(f"/texts/{first.pk}/").content.decode()
    assert first.sha256 in page
    assert "Новая редакция" not in page
    assert client.get("/texts/999999/").status_code == 404
