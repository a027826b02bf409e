"""Whom a campaign reaches, who is left out and why, on hand-made people."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from campaigns.audience import counting, freezing
from campaigns.models import Campaign, Recipient
from campaigns.sending import drafting
from campaigns.sending.drafting import Wish
from core.errors import DomainError
from customers.models import Customer
from segmentation.models import SegmentMember, SegmentPick
from segmentation.segments import services as segments
from tests.campaigns.campaign_base import at_any_hour, draft, letter, reader, segment_of
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _any_hour() -> None:
    at_any_hour()


def outcomes(campaign: Campaign) -> dict[int, str]:
    rows = Recipient.objects.filter(campaign=campaign).order_by("pk")
    return dict(rows.values_list("customer", "outcome"))


def test_each_client_has_one_row_with_its_reason(admin_user: User) -> None:
    one, twin = reader("same@example.com"), reader("same@example.com")
    silent, pointless, away = reader(agreed=False), make_person(), reader()
    segment = segment_of(admin_user, one, twin, silent, pointless, away)
    minus = segment_of(admin_user, away, name="Кроме")
    campaign = draft(admin_user, segment, minus=[minus])

    found = counting.preview(campaign)
    assert (found.total, found.included) == (5, 1)
    assert {line.code: line.count for line in found.excluded} == {
        "minus": 1, "no_point": 1, "no_consent": 1, "duplicate_address": 1
    }  # fmt: skip
    assert not Recipient.objects.exists()

    assert freezing.freeze(campaign) == 5
    assert outcomes(campaign) == {
        one.pk: "ok", twin.pk: "duplicate_address", silent.pk: "no_consent", pointless.pk: "no_point", away.pk: "minus"
    }  # fmt: skip
    assert freezing.freeze(campaign) == 0, "a second freezing changes nothing"
    assert counting.frozen(campaign) == found


def test_people_stand_behind_each_number(admin_user: User) -> None:
    good, silent = reader(), reader(agreed=False)
    campaign = draft(admin_user, segment_of(admin_user, good, silent))
    assert list(counting.people(campaign, "ok", admin_user, first=10)) == [good]
    assert list(counting.people(campaign, "no_consent", admin_user, first=10)) == [silent]


def test_the_control_group_is_drawn_the_same_each_time(admin_user: User) -> None:
    people = [reader() for _number in range(12)]
    campaign = draft(admin_user, segment_of(admin_user, *people), control_percent=Decimal(50))
    first = counting.preview(campaign)
    assert counting.preview(campaign) == first
    freezing.freeze(campaign)
    kept = [pk for pk, outcome in outcomes(campaign).items() if outcome == "control"]
    assert 0 < len(kept) < len(people)
    assert first.included == len(people) - len(kept)


@pytest.mark.parametrize("percent", [Decimal(100), Decimal(51), Decimal(-1)])
def test_a_control_group_of_all_is_refused(admin_user: User, percent: Decimal) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    with pytest.raises(DomainError) as refusal:
        drafting.save(campaign, Wish(name="Осень", control_percent=percent), by=admin_user)
    assert refusal.value.code == "control_percent"


def test_who_came_and_went_since_the_last_look_is_told(admin_user: User) -> None:
    stays, goes, comes = reader(), reader(), reader()
    segment = segment_of(admin_user, stays, goes)
    campaign = draft(admin_user, segment)
    assert counting.moved(campaign) == (0, 0)
    campaign.previewed_at = timezone.now()
    SegmentMember.objects.update(entered_at=campaign.previewed_at - dt.timedelta(days=1))
    SegmentPick.objects.filter(segment=segment, customer=goes).delete()
    SegmentPick.objects.create(segment=segment, customer=comes)
    later = campaign.previewed_at + dt.timedelta(minutes=1)
    SegmentMember.objects.filter(customer=goes).update(left_at=later)
    SegmentMember.objects.filter(customer=comes).update(entered_at=later)
    assert counting.moved(campaign) == (1, 1)


def test_whom_the_author_does_not_see_he_does_not_write_to(admin_user: User, manager: User) -> None:
    mine, other = reader(responsible=manager), reader(responsible=admin_user)
    campaign = draft(admin_user, segment_of(admin_user, mine, other))
    Campaign.objects.filter(pk=campaign.pk).update(author=manager)
    freezing.freeze(Campaign.objects.get(pk=campaign.pk))
    assert outcomes(campaign) == {mine.pk: "ok"}


def test_an_audience_without_its_segment_is_refused(admin_user: User) -> None:
    segment = segment_of(admin_user, reader())
    campaign = draft(admin_user, segment)
    segments.delete(by=admin_user, segment=segment)
    with pytest.raises(DomainError, match="Сегмент"):
        counting.preview(campaign)
    with pytest.raises(DomainError):
        counting.preview(drafting.save(campaign, Wish(name="Осень", template=letter(admin_user)), by=admin_user))


def test_rows_go_with_their_client(admin_user: User) -> None:
    one, two = reader(), reader()
    campaign = draft(admin_user, segment_of(admin_user, one, two))
    freezing.freeze(campaign)
    Customer.objects.filter(pk=one.pk).delete()
    assert list(outcomes(campaign)) == [two.pk]
