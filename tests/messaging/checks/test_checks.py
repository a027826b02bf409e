"""The self-check: what the domain says of itself, and what is known without asking."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from consents.models import Processor
from core.registries.doctor import Health
from messaging.checks import names, sending, start
from messaging.checks.names import Names, check_domain
from messaging.models import Gateway
from tests.harness.client import StrictClient
from tests.harness.smtp import free_port
from tests.messaging.checks.name_server import NameServer
from tests.messaging.delivery.making import mail_gateway, sms_gateway

SOA = ("example.com", "SOA")
GOOD = {
    SOA: ["ns.example.com. a.example.com. 1 2 3 4 5"],
    ("example.com", "TXT"): ['"v=spf1 ip4:192.0.2.1 -all"', '"other"'],
    ("mail._domainkey.example.com", "TXT"): ['"v=DKIM1; p=MIGf"'],
    ("_dmarc.example.com", "TXT"): ['"v=DMARC1; p=reject"'],
    ("bounce.example.com", "MX"): ["10 mx.example.com."],
}


def found(records: dict[tuple[str, str], list[str]], selector: str = "mail", bounces: str = "") -> list[Health | None]:
    """None: not known."""
    with NameServer(records) as server:
        lines = check_domain("example.com", selector, bounces, server.names)
    return [line.finding.health if line.is_known else None for line in lines]


def test_all_is_there() -> None:
    assert found(GOOD, bounces="bounce.example.com") == [Health.OK] * 4


def test_nothing_is_there() -> None:
    bare = {SOA: GOOD[SOA]}

    assert found(bare, bounces="bounce.example.com") == [Health.FAIL] * 4


@pytest.mark.parametrize(
    ("name", "texts", "place", "health"),
    [
        ("example.com", ['"v=spf1 +all"'], 0, Health.WARN),
        ("example.com", ['"v=spf1 -all"', '"v=spf1 ~all"'], 0, Health.FAIL),
        ("example.com", ['"v=spf10 -all"'], 0, Health.FAIL),
        ("mail._domainkey.example.com", ['"v=DKIM1; p="'], 1, Health.FAIL),
        ("_dmarc.example.com", ['"v=DMARC1; p=none"'], 2, Health.WARN),
    ],
)
def test_records_that_are_half_right(name: str, texts: list[str], place: int, health: Health) -> None:
    assert found({**GOOD, (name, "TXT"): texts})[place] == health


def test_selector_that_nobody_named_is_asked_for() -> None:
    assert found(GOOD, selector="") == [Health.OK, Health.WARN, Health.OK]


def test_domain_that_is_not_seen_is_not_judged() -> None:
    assert found({}) == [None]


def test_silence_is_never_green(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "SECONDS", 0.2)

    lines = check_domain("example.com", "mail", "b.example.com", Names(servers=("127.0.0.1",), port=free_port()))

    assert [line.is_known for line in lines] == [False] * 4
    assert {line.finding.health for line in lines} == {Health.WARN}


@pytest.mark.django_db
def test_letter_made_now_carries_the_header(settings: Any) -> None:
    settings.PUBLIC_URL = "https://crm.example.com"
    assert sending.unsubscribe_header().health is Health.OK

    settings.PUBLIC_URL = "http://crm.example.com"
    assert sending.unsubscribe_header().health is Health.WARN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "health", "words"),
    [
        ({"balance": Decimal(500)}, Health.OK, "500.00"),
        ({"balance": Decimal(20)}, Health.WARN, "20.00"),
        ({"balance": Decimal(300), "price": Decimal(5)}, Health.WARN, "300.00"),
        ({"balance": Decimal(0)}, Health.FAIL, "0.00"),
        ({"paused_at": timezone.now(), "pause_reason": "договор"}, Health.FAIL, "договор"),
    ],
)
def test_gateway_and_its_money(values: dict[str, Any], health: Health, words: str) -> None:
    gateway = lawful_gateway()
    Gateway.objects.filter(pk=gateway.pk).update(balance_at=timezone.now(), **values)

    (line,) = [line for line in sending.everything() if "smsc" in line.title]

    assert line.finding.health is health
    assert words in str(line.finding.message)


def lawful_gateway() -> Gateway:
    """With all that the law asks for, so that nothing but its money can be wrong."""
    Gateway.objects.filter(pk=sms_gateway().pk).update(processor=Processor.objects.create(name="ООО «СМС»"))
    return Gateway.objects.get(code="smsc")


@pytest.mark.django_db
def test_balance_of_long_ago_is_not_believed() -> None:
    gateway = lawful_gateway()
    old = timezone.now() - dt.timedelta(days=3)
    Gateway.objects.filter(pk=gateway.pk).update(balance=Decimal(500), balance_at=old)

    line = next(line for line in sending.everything() if "smsc" in line.title)

    assert line.finding.health is Health.WARN


@pytest.mark.django_db
def test_doctor_of_a_trial_is_calm() -> None:
    assert start.check_sending().health is Health.OK
    assert start.check_domains().health is Health.OK


@pytest.mark.django_db
def test_doctor_names_the_worst() -> None:
    Gateway.objects.filter(code="file-email").update(is_default=False)

    mail_gateway()

    assert start.check_sending().health is Health.FAIL


@pytest.mark.django_db
def test_page_shows_it(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    page = client_for(admin_user).get("/gateways/check/")

    assert page.status_code == 200
    assert page.content.decode().count("list__item") >= 5
