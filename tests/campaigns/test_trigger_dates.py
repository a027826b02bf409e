"""Dates that set a message off: 29 February, the turn of a year, clocks of clients, days before, own fields."""

import datetime as dt

import pytest

from accounts.models import User
from campaigns.triggers import dates, passing
from campaigns.triggers.choices import Event
from customers.models import CustomerDate
from tests.campaigns.campaign_base import at_any_hour, reader
from tests.campaigns.trigger_base import DAY, live, outcomes, trigger
from tests.messaging.outbox_base import scripted_gateway

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
MINUTE = dt.timedelta(minutes=1)


def midnight(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _world() -> None:
    at_any_hour()
    scripted_gateway()


@pytest.mark.parametrize(("year", "occurrence"), [(2027, "2027-02-28"), (2028, "2028-02-29")])
def test_who_was_born_on_29_february_is_greeted_each_year_once(admin_user: User, year: int, occurrence: str) -> None:
    one = reader(birth_date=dt.date(1988, 2, 29))
    campaign = trigger(admin_user, event=Event.DATE, field="birth_date", on=midnight(year, 2, 25))
    live(campaign, midnight(year, 2, 25), 7)
    assert outcomes(campaign) == [(one.pk, occurrence, "ok")]


def test_days_before_reach_over_the_turn_of_the_year(admin_user: User) -> None:
    one = reader(birth_date=dt.date(1990, 1, 2))
    other = reader(birth_date=dt.date(1990, 12, 30))
    campaign = trigger(admin_user, event=Event.DATE, field="birth_date", days=-5, on=midnight(2026, 12, 26))
    after = trigger(admin_user, event=Event.DATE, field="birth_date", days=5, on=midnight(2027, 1, 2))
    live(campaign, midnight(2026, 12, 26), 4)
    live(after, midnight(2027, 1, 2), 4)
    assert outcomes(campaign) == [(one.pk, "2027-01-02", "ok")]
    assert outcomes(after) == [(other.pk, "2026-12-30", "ok")]


def test_the_clock_is_the_client_s_own(admin_user: User) -> None:
    east = reader(birth_date=dt.date(1990, 6, 10), city="", time_zone="Asia/Vladivostok")
    west = reader(birth_date=dt.date(1990, 6, 10), city="", time_zone="Europe/Kaliningrad")
    campaign = trigger(
        admin_user, event=Event.DATE, field="birth_date", clock=dt.time(10), on=midnight(2026, 6, 9)
    )  # fmt: skip
    passing.look(campaign.pk, midnight(2026, 6, 10) - MINUTE)
    assert outcomes(campaign) == []
    passing.look(campaign.pk, midnight(2026, 6, 10))
    assert [row[0] for row in outcomes(campaign)] == [east.pk]
    passing.look(campaign.pk, midnight(2026, 6, 10) + dt.timedelta(hours=8) - MINUTE)
    assert [row[0] for row in outcomes(campaign)] == [east.pk]
    passing.look(campaign.pk, midnight(2026, 6, 10) + dt.timedelta(hours=8))
    assert {row[0] for row in outcomes(campaign)} == {east.pk, west.pk}


def test_a_date_without_a_year_and_one_that_comes_once(admin_user: User) -> None:
    one, two = reader(), reader(created_at=midnight(2026, 5, 1))
    CustomerDate.objects.create(customer=one, kind="wedding", day=10, month=6)
    wedding = trigger(admin_user, event=Event.DATE, field="dates.wedding", on=midnight(2026, 6, 9))
    month = trigger(
        admin_user, event=Event.DATE, field="created_at", is_yearly=False, days=40, on=midnight(2026, 6, 9)
    )  # fmt: skip
    live(wedding, midnight(2026, 6, 9), 3)
    live(month, midnight(2026, 6, 9), 3)
    assert outcomes(wedding) == [(one.pk, "2026-06-10", "ok")]
    assert outcomes(month) == [(two.pk, "2026-05-01", "ok")]


def test_every_date_that_is_offered_can_be_looked_for(admin_user: User) -> None:
    offered = [choice.code for choice in dates.choices(admin_user)]
    assert {"birth_date", "created_at", "last_purchase", "next_task", "dates.child"} <= set(offered)
    for code in offered:
        campaign = trigger(admin_user, event=Event.DATE, field=code, on=midnight(2026, 6, 9))
        assert passing.look(campaign.pk, midnight(2026, 6, 10)) == 0


def test_on_the_day_of_birth_itself_nobody_is_greeted(admin_user: User) -> None:
    reader(birth_date=dt.date(2026, 6, 10))
    campaign = trigger(admin_user, event=Event.DATE, field="birth_date", on=midnight(2026, 6, 9))
    live(campaign, midnight(2026, 6, 9), 3, step=DAY)
    assert outcomes(campaign) == []
