"""Pages of results: who opens them, what they tell, the people behind a number."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from campaigns.models import Campaign, Recipient
from campaigns.results import counting
from consents.gate import Verdict
from consents.gate.codes import CODES
from core.text.numbers import money
from journal.models import Entry
from messaging.models import Message
from tests.campaigns.test_results import buy, take
from tests.campaigns.tracking_base import make_campaign
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
AGO = dt.timedelta(days=5)


@pytest.fixture
def marketer() -> User:
    return make_user(role=Role.objects.get(code="marketer"))


@pytest.fixture
def counted() -> Campaign:
    campaign = make_campaign(started_at=timezone.now() - AGO, state="done", finished_at=timezone.now() - AGO)
    buy(take(campaign), "4242")
    take(campaign)
    take(campaign, "no_consent")
    take(campaign, "control")
    take(campaign, "control")
    counting.count(campaign)
    return campaign


def page(browser: StrictClient, name: str, *args: object) -> str:
    answer = browser.get(reverse(f"campaign_results:{name}", args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_tells_the_funnel_and_the_money(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    told = page(client_for(marketer), "one", counted.pk)
    assert money(4242) in told
    assert reverse("campaign_results:people", args=[counted.pk, "no_consent"]) in told
    assert counted.name in page(client_for(marketer), "compare")


NUMBERS = {
    "sent": 2,
    "delivered": 2,
    "failed": 0,
    "audience": 5,
    "bought": 1,
    "no_consent": 1,
    "control": 2,
    "minus": 0,
}


@pytest.mark.parametrize(("what", "number"), NUMBERS.items())
def test_a_number_opens_its_people(counted: Campaign, marketer: User, client_for, what: str, number: int) -> None:  # type: ignore[no-untyped-def]
    told = page(client_for(marketer), "people", counted.pk, what)
    shown = [
        one for one in Recipient.objects.order_by("pk") if reverse("customers:detail", args=[one.customer_id]) in told
    ]
    assert len(shown) == number


@pytest.mark.parametrize("query", ["by=link&key=x", "by=nothing&key=1", "by=segment&key=", "by=hour&key=-1"])
def test_a_line_that_is_none_is_not_found(counted: Campaign, marketer: User, client_for, query: str) -> None:  # type: ignore[no-untyped-def]
    address = reverse("campaign_results:people", args=[counted.pk, "sent"])
    assert client_for(marketer).get(f"{address}?{query}").status_code == 404


def test_a_number_that_is_none_is_not_found(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    address = reverse("campaign_results:people", args=[counted.pk, "nonsense"])
    assert client_for(marketer).get(address).status_code == 404


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].verdict == Verdict.DENY])
def test_whoever_the_law_kept_back_after_the_launch_is_named(  # type: ignore[no-untyped-def]
    counted: Campaign, marketer: User, client_for, code: str
) -> None:
    letter = Message.objects.filter(campaign_id=counted.pk).order_by("pk")[0]
    Message.objects.filter(pk=letter.pk).update(status="denied", verdict_code=code)
    counting.count(counted)
    address = reverse("campaign_results:people", args=[counted.pk, "audience"])
    assert f"{address}?by=after&amp;key={code}" in page(client_for(marketer), "one", counted.pk)
    told = client_for(marketer).get(f"{address}?by=after&key={code}").content.decode()
    assert reverse("customers:detail", args=[letter.customer_id]) in told


def test_a_gateway_opens_its_people(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    gateway = Message.objects.filter(campaign_id=counted.pk).order_by("pk")[0].gateway_id
    address = reverse("campaign_results:people", args=[counted.pk, "delivered"])
    told = client_for(marketer).get(f"{address}?by=gateway&key={gateway}").content.decode()
    letters = [
        reverse("messages:one", args=[one.pk]) for one in Message.objects.filter(campaign_id=counted.pk).order_by("pk")
    ]
    assert all(letter in told for letter in letters)
    nobody = client_for(marketer).get(f"{address}?by=gateway&key=999999").content.decode()
    assert not any(letter in nobody for letter in letters)


def test_whoever_bought_by_a_promo_code_is_named(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    counted.promo_codes.create(code="ten")
    buyer = make_person("Промокодова Анна")
    make_purchase(buyer, total="700", days_ago=3, promo_code="TEN")
    counting.count(counted)
    assert reverse("customers:detail", args=[buyer.pk]) in page(client_for(marketer), "people", counted.pk, "promo")


def test_a_workbook_has_the_numbers(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    answer = client_for(marketer).get(reverse("campaign_results:file", args=[counted.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == 9
    assert [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)] == [5, 2, 2, 0, 0, 1, 0, 0]


def test_whoever_runs_no_campaigns_finds_nothing(counted: Campaign, manager: User, client_for) -> None:  # type: ignore[no-untyped-def]
    for name, args in (
        ("one", [counted.pk]),
        ("compare", []),
        ("people", [counted.pk, "sent"]),
        ("file", [counted.pk]),
    ):
        assert client_for(manager).get(reverse(f"campaign_results:{name}", args=args)).status_code == 404


def test_promo_codes_are_kept_once(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    browser = client_for(marketer)
    address = reverse("campaign_results:promo", args=[counted.pk])
    browser.post(address, {"codes": "ten, TEN;twenty"})
    assert sorted(counted.promo_codes.values_list("code", flat=True)) == ["TEN", "twenty"]
    browser.post(address, {"codes": "x" * 51})
    assert counted.promo_codes.count() == 2
    assert browser.post(reverse("campaign_results:count", args=[counted.pk])).status_code == 302


def test_promo_codes_stand_in_the_journal(counted: Campaign, marketer: User, client_for) -> None:  # type: ignore[no-untyped-def]
    client_for(marketer).post(reverse("campaign_results:promo", args=[counted.pk]), {"codes": "te\0n"})
    assert counted.promo_codes.get().code == "ten"
    entry = Entry.objects.get(verb="campaigns.promo")
    assert (entry.actor_id, entry.object_id) == (marketer.pk, str(counted.pk))


def test_the_page_costs_the_same_whatever_the_campaign(  # type: ignore[no-untyped-def]
    counted: Campaign, marketer: User, client_for, django_assert_max_num_queries
) -> None:
    browser = client_for(marketer)
    page(browser, "one", counted.pk)
    with django_assert_max_num_queries(25) as asked:
        page(browser, "one", counted.pk)
    assert not [one for one in asked.captured_queries if "campaigns_recipient" in one["sql"]]
