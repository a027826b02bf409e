"""Pages of gateways: adding, keys that are never shown, trial messages, pause, the default one; the trial's inbox."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import LazySettings
from pytest_httpserver import HTTPServer

from accounts.models import User
from consents.models import Processor
from core.outside import Allowed
from customers.models import ContactPoint
from journal.models import Entry
from messaging.choices import Status
from messaging.delivery import hooks
from messaging.models import Gateway, InboxItem
from messaging.transports.opening import adapter, opened, sealed
from tests.harness.client import StrictClient
from tests.harness.smtp import SmtpServer
from tests.messaging.delivery.making import email, phone, sent, status_of
from tests.messaging.transports.making import letter, sms

pytestmark = pytest.mark.django_db

SMTP = {
    "name": "Почта", "sender": "shop@example.com", "sender_name": "Магазин", "own_host": "127.0.0.1",
    "own_port": "25", "own_security": "none", "own_user": "shop", "own_password": "mail-secret",
    "own_imap_security": "tls", "own_imap_port": "993",
}  # fmt: skip


@pytest.fixture
def browser(admin_user: User, client_for: Callable[[User], StrictClient]) -> StrictClient:
    return client_for(admin_user)


def added(browser: StrictClient, kind: str = "smtp", channel: str = "email", **told: Any) -> Any:
    return browser.post(f"/gateways/new/{kind}/{channel}/", {**SMTP, **told})


def test_product_comes_with_a_gateway_for_each_channel(browser: StrictClient) -> None:
    page = browser.get("/gateways/").content.decode()

    assert page.count("/gateways/file-") == 2
    assert {one.channel for one in Gateway.objects.filter(is_default=True)} == {"email", "sms"}


def test_gateway_is_added_and_its_password_kept_under_a_cipher(browser: StrictClient, admin_user: User) -> None:
    answer = added(browser)

    gateway = Gateway.objects.get(code="smtp")
    assert answer.status_code == 302
    assert opened(gateway) == {"password": "mail-secret"}
    assert "mail-secret" not in gateway.secrets
    assert gateway.settings["port"] == 25
    assert not gateway.is_default
    assert "mail-secret" not in browser.get("/gateways/smtp/").content.decode()
    entries = Entry.objects.filter(object_type="messaging.gateway").order_by("pk")
    assert [entry.verb for entry in entries] == ["messaging.gateway_added"]
    assert "secret" not in str(entries[0].details)
    assert entries[0].actor_id == admin_user.pk


def test_password_that_is_not_typed_stays(browser: StrictClient) -> None:
    added(browser)

    browser.post("/gateways/smtp/", {**SMTP, "own_password": "", "name": "Другая"})

    gateway = Gateway.objects.get(code="smtp")
    assert (gateway.name, opened(gateway)) == ("Другая", {"password": "mail-secret"})
    last = Entry.objects.filter(verb="messaging.gateway_changed").get()
    assert last.details is not None
    assert last.details["fields"] == "name"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"sender": "nobody"}, "sender"),
        ({"own_host": "smtp://mail"}, "own_host"),
        ({"own_port": "70000"}, "own_port"),
        ({"own_port": "x"}, "own_port"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_refused_in_words(browser: StrictClient, told: dict[str, str], words: str) -> None:
    answer = added(browser, **told)

    assert answer.status_code == 422
    assert f'id="id_{words}_error"' in answer.content.decode()
    assert not Gateway.objects.filter(code="smtp").exists()


@pytest.mark.parametrize(
    ("sender", "fits"), [("Shop", True), ("79161234567", True), ("Магазин", False), ("x" * 12, False)]
)
def test_sender_of_sms_is_what_operators_can_show(browser: StrictClient, sender: str, *, fits: bool) -> None:
    answer = added(browser, "smsru", "sms", sender=sender, own_api_id="k")

    assert (answer.status_code == 302) is fits


def test_settings_in_json_must_be_an_object(browser: StrictClient) -> None:
    told = {"own_provider": "unisender_go", "own_api_key": "k", "own_options": "[1]"}

    assert added(browser, "anymail", **told).status_code == 422
    assert added(browser, "anymail", **{**told, "own_options": '{"generate_message_id": false}'}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "channel", "told"),
    [
        ("smtp", "email", {"own_host": "169.254.169.254"}),
        ("smtp", "email", {"own_host": "2852039166"}),
        ("smtp", "email", {"own_imap_host": "10.0.0.5"}),
        ("smsru", "sms", {"sender": "Shop", "own_api_id": "k", "own_base_url": "http://[fd00:ec2::254]/latest"}),
        ("anymail", "email", {"own_provider": "brevo", "own_api_url": "https://192.168.1.1/v3"}),
    ],
)
def test_gateway_must_not_lead_into_our_own_network(
    browser: StrictClient, kind: str, channel: str, told: dict[str, str]
) -> None:
    answer = added(browser, kind, channel, **told)

    assert answer.status_code == 422
    assert "KARTOTEKA_PRIVATE_HOSTS" in answer.content.decode()
    assert not Gateway.objects.filter(code=kind).exists()


def test_gateway_stops_when_its_name_leads_into_our_network(
    browser: StrictClient, settings: LazySettings, admin_user: User
) -> None:
    added(browser)
    settings.PRIVATE_HOSTS = Allowed()

    answer = browser.post("/gateways/smtp/try/", {"try-to": admin_user.email}, follow=True)

    assert "KARTOTEKA_PRIVATE_HOSTS" in answer.content.decode()


def test_kind_that_does_not_carry_the_channel_is_not_there(browser: StrictClient) -> None:
    assert browser.get("/gateways/new/smsc/email/").status_code == 404
    assert browser.get("/gateways/new/pigeon/email/").status_code == 404


def test_trial_letter_to_oneself(browser: StrictClient, smtp_server: SmtpServer, admin_user: User) -> None:
    added(browser, own_port=str(smtp_server.port), own_user="")

    answer = browser.post("/gateways/smtp/try/", {"try-to": admin_user.email}, follow=True)

    assert smtp_server.inbox.recipients == [[admin_user.email]]
    assert "Шлюз принял пробное сообщение" in answer.content.decode()


def test_trial_message_that_does_not_go_says_why(browser: StrictClient) -> None:
    added(browser, own_port="9")

    answer = browser.post("/gateways/smtp/try/", {"try-to": "me@example.com"}, follow=True)

    assert "toast" in answer.content.decode()
    assert "ConnectionRefusedError" in answer.content.decode()


def test_balance_and_senders_are_asked(browser: StrictClient, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/my/balance").respond_with_json({"status_code": 100, "balance": 55.5})
    httpserver.expect_request("/my/senders").respond_with_json({"status_code": 100, "senders": ["Shop", "Sale"]})
    added(browser, "smsru", "sms", sender="Shop", own_api_id="k", own_base_url=httpserver.url_for("/"))

    browser.post("/gateways/smsru/look/")
    told = browser.post("/gateways/smsru/senders/", follow=True).content.decode()

    gateway = Gateway.objects.get(code="smsru")
    assert (gateway.balance, gateway.currency) == (Decimal("55.5"), "RUB")
    assert gateway.balance_at is not None
    assert "Shop, Sale" in told


def test_default_one_is_one_and_cannot_be_put_away(browser: StrictClient) -> None:
    added(browser)

    browser.post("/gateways/smtp/default/")
    assert [one.code for one in Gateway.objects.filter(channel="email", is_default=True)] == ["smtp"]
    browser.post("/gateways/smtp/active/")
    assert Gateway.objects.get(code="smtp").is_active
    browser.post("/gateways/file-email/active/")
    assert not Gateway.objects.get(code="file-email").is_active


def test_button_pressed_twice_does_it_once(browser: StrictClient) -> None:
    added(browser)

    assert 'name="active" value="0"' in browser.get("/gateways/smtp/").content.decode()
    for _again in range(2):
        browser.post("/gateways/smtp/active/", {"active": "0"})
    assert not Gateway.objects.get(code="smtp").is_active

    assert 'name="active" value="1"' in browser.get("/gateways/smtp/").content.decode()
    for _again in range(2):
        browser.post("/gateways/smtp/active/", {"active": "1"})
    assert Gateway.objects.get(code="smtp").is_active


def test_pause_needs_a_reason_and_ends(browser: StrictClient) -> None:
    assert browser.post("/gateways/file-sms/pause/").status_code == 422
    browser.post("/gateways/file-sms/pause/", {"reason": "Меняем договор"})
    assert "Меняем договор" in browser.get("/gateways/").content.decode()
    browser.post("/gateways/file-sms/resume/")
    assert Gateway.objects.get(code="file-sms").paused_at is None


def test_address_for_reports_is_shown_and_changed(browser: StrictClient) -> None:
    added(browser, "smsru", "sms", sender="Shop", own_api_id="k")
    old = hooks.url(Gateway.objects.get(code="smsru"))

    assert old in browser.get("/gateways/smsru/").content.decode()
    browser.post("/gateways/smsru/address/")
    assert hooks.url(Gateway.objects.get(code="smsru")) != old


def test_change_of_settings_keeps_the_address_for_reports(browser: StrictClient) -> None:
    told = {"sender": "Shop", "own_api_id": "k"}
    added(browser, "smsru", "sms", **told)
    browser.post("/gateways/smsru/address/")
    address = hooks.url(Gateway.objects.get(code="smsru"))

    browser.post("/gateways/smsru/", {**told, "name": "Другая"})

    assert hooks.url(Gateway.objects.get(code="smsru")) == address


def test_provider_abroad_is_warned_of(browser: StrictClient) -> None:
    """law.md, L15."""
    abroad = Processor.objects.create(name="Mail Inc", country="US")
    added(browser, processor=str(abroad.pk))

    page = browser.get("/gateways/smtp/").content.decode()

    assert "note--warn" in page
    assert "152" in page


def test_trial_gateway_swallows_a_repeat() -> None:
    gateway = Gateway.objects.get(code="file-sms")
    message = sms()

    with adapter(gateway) as way:
        results = [*way.send([message]), *way.send([message])]

    assert [result.accepted for result in results] == [True, True]
    assert InboxItem.objects.count() == 1


def kept(point: ContactPoint, *, html: str = "") -> InboxItem:
    gateway = Gateway.objects.get(code="file-email" if point.kind == "email" else "file-sms")
    message = sent(point, gateway)
    with adapter(gateway) as way:
        way.send([letter(point.value, html=html) if html else sms(point.value, key=message.pk)])
    item = InboxItem.objects.get()
    item.message = message
    item.save()
    return item


def test_inbox_shows_letters_to_ones_own_clients(
    manager: User, colleague: User, client_for: Callable[[User], StrictClient]
) -> None:
    item = kept(email(responsible=manager), html="<p>Ждём</p>")

    assert "Заказ готов" in client_for(manager).get("/gateways/inbox/").content.decode()
    assert client_for(manager).get(f"/gateways/inbox/{item.pk}/").status_code == 200
    assert "Заказ готов" not in client_for(colleague).get("/gateways/inbox/").content.decode()
    for tail in ("", "letter/"):
        assert client_for(colleague).get(f"/gateways/inbox/{item.pk}/{tail}").status_code == 404


def test_letter_can_do_nothing_in_its_frame(browser: StrictClient) -> None:
    item = kept(email(), html="<script>alert(1)</script><p>Ждём</p>")

    page = browser.get(f"/gateways/inbox/{item.pk}/").content.decode()
    frame = browser.get(f"/gateways/inbox/{item.pk}/letter/")

    assert "<iframe" in page
    assert "alert(1)" not in page
    policy = frame["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("act", "status"), [("delivered", Status.DELIVERED), ("read", Status.READ), ("bounce", Status.FAILED)]
)
def test_addressee_of_the_trial_answers(browser: StrictClient, act: str, status: str) -> None:
    item = kept(phone())
    assert item.message is not None

    browser.post(f"/gateways/inbox/{item.pk}/act/", {"act": act})

    assert status_of(item.message) == status


def test_secrets_of_a_lost_key_are_told_of(browser: StrictClient, settings: Any) -> None:
    added(browser)
    Gateway.objects.filter(code="smtp").update(secrets=sealed({"password": "x"}).replace("gAAAA", "gAAAB", 1))

    answer = browser.post("/gateways/smtp/look/", follow=True)

    assert answer.status_code == 200
    assert "KARTOTEKA_OLD_SECRET_KEYS" in answer.content.decode()
