"""What a campaign came to: counted by a job, against purchases and consents made by hand."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Role, User
from campaigns.models import (
    AudienceSource,
    Campaign,
    CampaignResult,
    Part,
    PromoCode,
    Reaction,
    Recipient,
    Response,
    ResultLine,
    TrackedLink,
)
from campaigns.results import counting, reading, words
from campaigns.results.people import Question, behind
from campaigns.results.reading import results
from customers.models import Customer
from listing.keyset import Cursor
from messaging.choices import Status
from messaging.models import Message
from segmentation.models import SegmentMember
from tests.campaigns.campaign_base import segment_of
from tests.campaigns.tracking_base import make_campaign, queue
from tests.factories.customers import make_email, make_person
from tests.factories.sales import make_purchase
from tests.factories.users import make_user

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


def admin() -> User:
    return make_user(role=Role.objects.get(code="admin"))


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
    assert [step.count for step in found.steps] == [4, 2, 1, 1, 1, 0, 0, 0]
    assert {one.line.key: one.line.people for one in found.reasons} == {"no_consent": 1, "control": 1}
    assert found.left_out == 1
    assert (found.hours[2].hour, found.hours[2].opened, found.hours[2].clicked) == (2, 1, 1)
    assert [one.label for one in found.faults] == [words.fault("")]
    assert [(one.label, one.line.clicked) for one in found.links] == [("https://shop.example.com/", 1)]
    assert [one.line.sent for one in found.gateways] == [2]


def test_money_against_the_control_group(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LEAST_BUYERS", 0)
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


def test_too_few_buyers_say_nothing_of_money(campaign: Campaign) -> None:
    for total in ("1000", "2000"):
        buy(take(campaign), total)
    take(campaign, "control")
    counting.count(campaign)
    money = results(campaign).money
    assert money.has_control
    assert money.extra is None
    assert money.conversion is not None


def test_segments_are_those_of_the_launch(campaign: Campaign) -> None:
    letters = [take(campaign), take(campaign), take(campaign)]
    people = [one.customer for one in letters if one is not None and one.customer is not None]
    segment = segment_of(admin())
    AudienceSource.objects.create(campaign=campaign, segment=segment, name=segment.name)
    before, since = timezone.now() - 2 * AGO, timezone.now() - AGO / 2
    stays = [(people[0], before, None), (people[1], before, since), (people[2], since, None)]
    SegmentMember.objects.bulk_create(
        SegmentMember(segment=segment, customer=who, entered_at=entered, left_at=left) for who, entered, left in stays
    )
    counting.count(campaign)
    assert [one.line.sent for one in results(campaign).segments] == [2]
    page = behind(campaign, Question("sent", Part.SEGMENT, str(segment.pk)), admin(), Cursor())
    assert [one.customer for one in page.people] == people[:2]


def test_hours_are_of_the_clients_own_clock(campaign: Campaign) -> None:
    letter = take(campaign)
    assert letter is not None
    assert letter.customer is not None
    assert letter.customer_id is not None
    assert letter.handed_at is not None
    Customer.objects.filter(pk=letter.customer_id).update(time_zone="Asia/Vladivostok")
    opened = letter.handed_at + dt.timedelta(hours=1)
    Response.objects.create(message=letter, campaign=campaign, customer=letter.customer, opened_at=opened)
    counting.count(campaign)
    there = opened.astimezone(ZoneInfo("Asia/Vladivostok")).hour
    assert Response.objects.get().opened_hour == there
    assert [one.hour for one in results(campaign).clocks if one.opened] == [there]
    for part, key, number in ((Part.CLOCK, there, 1), (Part.CLOCK, (there + 1) % 24, 0), (Part.HOUR, 1, 1)):
        found = behind(campaign, Question("opened", part, str(key)), admin(), Cursor())
        assert len(found.people) == number, (part, key)


def test_what_held_it_back_after_the_launch(campaign: Campaign) -> None:
    take(campaign, status=Status.DENIED, verdict_code="often_week", handed_at=None)
    take(campaign, status=Status.QUEUED, handed_at=None)
    take(campaign, status=Status.FAILED, error_kind="recipient")
    counting.count(campaign)
    found = results(campaign)
    assert {one.line.key: one.line.people for one in found.held_back} == {"often_week": 1, "waiting": 1}
    assert {one.line.key: one.line.people for one in found.faults} == {"recipient": 1}
    for part, key in ((Part.AFTER, "often_week"), (Part.AFTER, "waiting"), (Part.FAULT, "recipient")):
        assert len(behind(campaign, Question("audience", part, key), admin(), Cursor()).people) == 1, key


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
    assert [step.count for step in found.steps] == [0] * 8
    assert found.money.extra is None
