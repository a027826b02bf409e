"""What a campaign came to: counted by a job, against purchases and consents made by hand."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Campaign, CampaignResult, PromoCode, Reaction, Recipient, Response, ResultLine, TrackedLink
from campaigns.results import counting
from campaigns.results.reading import results
from messaging.choices import Status
from messaging.models import Message
from tests.campaigns.tracking_base import make_campaign, queue
from tests.factories.customers import make_email, make_person
from tests.factories.sales import make_purchase

pytestmark = pytest.mark.django_db
AGO = dt.timedelta(days=5)


@pytest.fixture
def campaign() -> Campaign:
    return make_campaign(started_at=timezone.now() - AGO, state="done", finished_at=timezone.now() - AGO, cost=500)


def take(campaign: Campaign, outcome: str = "ok", **message: object) -> Message | None:
    """A client of the audience; with his letter where he got one."""
    point = make_email(make_person())
    Recipient.objects.create(
        campaign=campaign, customer=point.customer, point_id=point.pk, outcome=outcome, prepared_at=timezone.now() - AGO
    )
    if outcome != "ok":
        return None
    letter = queue(campaign, point)
    values = {"status": Status.HANDED, "handed_at": timezone.now() - AGO, "price": Decimal("1.5"), **message}
    Message.objects.filter(pk=letter.pk).update(**values)
    letter.refresh_from_db()
    return letter


def buy(letter: Message | None, total: str, days_ago: float = 3, **values: object) -> None:
    assert letter is not None
    assert letter.customer is not None
    make_purchase(letter.customer, total=total, days_ago=days_ago, **values)


def test_purchases_of_the_window_belong_to_the_letter(campaign: Campaign) -> None:
    letter = take(campaign)
    buy(letter, "1000", days_ago=3)
    buy(letter, "500", days_ago=2)
    buy(letter, "9000", days_ago=6)  # before the letter
    buy(letter, "7000", days_ago=1, status="invoiced")  # not paid for
    counting.count(campaign)
    counting.count(campaign)
    response = Response.objects.get()
    assert (response.orders, response.revenue) == (2, Decimal(1500))
    whole = results(campaign).whole
    assert (whole.people, whole.sent, whole.delivered, whole.bought, whole.revenue) == (1, 1, 1, 1, Decimal(1500))


def test_a_purchase_that_went_is_counted_no_more(campaign: Campaign) -> None:
    letter = take(campaign)
    buy(letter, "1000")
    counting.count(campaign)
    assert letter is not None
    assert letter.customer is not None
    letter.customer.purchases.all().delete()
    counting.count(campaign)
    assert Response.objects.get().bought_at is None
    assert results(campaign).whole.bought == 0


def test_the_funnel_and_why_not_sent(campaign: Campaign) -> None:
    read, failed = take(campaign), take(campaign, status=Status.FAILED)
    take(campaign, "no_consent")
    take(campaign, "control")
    assert read is not None
    assert failed is not None
    assert read.customer is not None
    link = TrackedLink.objects.create(campaign=campaign, url="https://shop.example.com/")
    now = timezone.now() - AGO + dt.timedelta(hours=2, minutes=30)
    Response.objects.create(message=read, campaign=campaign, customer=read.customer, opened_at=now, clicked_at=now)
    Reaction.objects.create(message=read, link=link, kind="click", at=now)
    Reaction.objects.create(message=failed, link=link, kind="click", at=now, is_scanner=True)
    counting.count(campaign)
    found = results(campaign)
    assert [step.count for step in found.steps] == [4, 2, 1, 1, 1, 0]
    assert {one.line.key: one.line.people for one in found.reasons} == {"no_consent": 1, "control": 1}
    assert found.left_out == 1
    assert found.hours[2] == (2, 1, 1)
    assert [(one.label, one.line.clicked) for one in found.links] == [("https://shop.example.com/", 1)]
    assert [one.line.sent for one in found.gateways] == [2]


def test_money_against_the_control_group(campaign: Campaign) -> None:
    letters = [take(campaign) for _one in range(4)]
    for letter, total in zip(letters, ("1000", "2000", "3000"), strict=False):
        buy(letter, total)
    for _one in range(2):
        take(campaign, "control")
    counting.count(campaign)
    counted = CampaignResult.objects.get()
    assert (counted.target_people, counted.target_buyers, counted.target_total) == (4, 3, Decimal(6000))
    assert (counted.control_people, counted.control_buyers) == (2, 0)
    assert counted.target_squares == 14_000_000
    money = results(campaign).money
    assert money.extra is not None
    assert money.conversion is not None
    assert money.extra.value == pytest.approx(6000)
    # Variance (14·10⁶ − 6000²/4) / 3 = 1 666 667, error √(…/4) = 645.497, ν = 3: 3.18245 · 645.497 · 4 = 8217.
    assert money.extra.high - money.extra.value == pytest.approx(8217.05, abs=0.5)
    assert money.conversion.value == pytest.approx(0.75)
    assert money.cost == Decimal(506)
    assert money.romi == pytest.approx(100 * (6000 - 506) / 506)


def test_without_a_control_group_nothing_is_claimed(campaign: Campaign) -> None:
    buy(take(campaign), "1012")
    counting.count(campaign)
    money = results(campaign).money
    assert (money.extra, money.conversion) == (None, None)
    assert money.romi == pytest.approx(100 * (1012 - 501.5) / 501.5)


def test_promo_codes_are_found_whatever_their_letters(campaign: Campaign) -> None:
    PromoCode.objects.create(campaign=campaign, code="Autumn10")
    make_purchase(make_person(), total="700", days_ago=3, promo_code="AUTUMN10")
    make_purchase(make_person(), total="300", days_ago=3, promo_code="other")
    counting.count(campaign)
    counted = CampaignResult.objects.get()
    assert (counted.promo_orders, counted.promo_revenue) == (1, Decimal(700))


def test_what_is_over_is_counted_once_more_and_left_alone(campaign: Campaign) -> None:
    assert counting.due() == [campaign]
    counting.count(campaign)
    assert counting.due() == []
    long_ago = timezone.now() - dt.timedelta(days=60)
    Campaign.objects.filter(pk=campaign.pk).update(started_at=long_ago, finished_at=long_ago)
    campaign.refresh_from_db()
    assert counting.count(campaign).is_final
    CampaignResult.objects.update(counted_at=long_ago)
    assert counting.due() == []


def test_an_empty_campaign_has_zeros(campaign: Campaign) -> None:
    found = results(campaign)
    assert not ResultLine.objects.exists()
    assert [step.count for step in found.steps] == [0] * 6
    assert found.money.extra is None
