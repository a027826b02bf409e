"""G-2 and G-3: hours by the clock of whoever receives, and how often he is written to."""

import datetime as dt
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consents.gate import load, places
from consents.gate.hours import Clock
from consents.gate.load import Sent
from consents.models import ContactLoad, FrequencyPolicy, QuietHours
from consents.models.gate import MessageClass
from core.workdays import WorkCalendar
from interactions.models import CalendarDay
from tests.consents.gate_base import AD, SERVICE, WEDNESDAY_NOON, Addressee, agree, ask, reachable
from tests.factories.customers import make_phone

DAY = dt.timedelta(days=1)
HOURS = QuietHours(opens=dt.time(9), closes=dt.time(21), opens_off=dt.time(10), closes_off=dt.time(20))


def moscow(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-{text}:00+03:00")


def got(to: Addressee, *moments: dt.datetime, channel: str = "sms") -> None:
    ads = MessageClass.ADVERTISING
    load.record([Sent(customer_id=to.customer.pk, channel=channel, message_class=ads, at=at) for at in moments])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "next_try"),
    [
        ("11-18T09:00", None),
        ("11-18T20:59", None),
        ("11-18T21:00", "11-19T09:00"),
        ("11-18T08:59", "11-18T09:00"),
        ("11-20T21:30", "11-21T10:00"),  # a Saturday
        ("11-21T09:30", "11-21T10:00"),
        ("11-21T20:00", "11-22T10:00"),
        ("11-22T21:00", "11-23T09:00"),
    ],
)
def test_g2_default_window_at_its_borders(at: str, next_try: str | None) -> None:
    answer = ask(reachable(), at=moscow(at))

    assert answer.code == ("ok" if next_try is None else "quiet_hours")
    assert answer.next_try_at == (moscow(next_try) if next_try else None)


@pytest.mark.django_db
def test_g2_service_messages_come_at_any_time_but_calls() -> None:
    to = reachable(agreed=False)
    night = moscow("11-18T23:00")

    assert [ask(to, SERVICE, at=night).code, ask(to, SERVICE, at=night, channel="call").code] == ["ok", "quiet_hours"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"city": "Владивосток"}, "ok"),  # 16:00 there
        ({"city": "г. Калининград"}, "quiet_hours"),  # 8:00 there
        ({"city": "Калининград", "time_zone": "Asia/Omsk"}, "ok"),
        ({"city": "", "address": "690000, Россия, Владивосток, Светланская, 1"}, "ok"),
        ({"city": "Нигде", "time_zone": "Nowhere/Nothing"}, "quiet_hours"),  # 9:00 in Moscow: not in all of Russia
    ],
)
def test_g2_zone_is_told_by_the_card_then_by_the_city(values: dict[str, Any], code: str) -> None:
    assert ask(reachable(**values), at=moscow("11-18T09:00")).code == code


@pytest.mark.django_db
def test_g2_unknown_zone_in_russia_leaves_two_hours_that_suit_all_of_it() -> None:
    to = reachable(city="")

    before, first, last, after = (
        ask(to, at=moscow(f"11-18T{clock}")) for clock in ("09:59", "10:00", "11:59", "12:00")
    )

    assert [before.code, first.code, last.code, after.code] == ["quiet_hours", "ok", "ok", "quiet_hours"]
    assert (before.next_try_at, after.next_try_at) == (moscow("11-18T10:00"), moscow("11-19T10:00"))


@pytest.mark.django_db
def test_g2_unknown_zone_waits_for_a_work_day_since_days_off_leave_no_hour_for_all() -> None:
    assert ask(reachable(city=""), at=moscow("11-21T11:00")).next_try_at == moscow("11-23T10:00")


@pytest.mark.django_db
def test_g2_landline_tells_where_a_mobile_does_not() -> None:
    to = reachable(city="")
    landline = make_phone(to.customer, "+7 423 222-11-00")
    agree(landline, "sms")

    assert ask(Addressee(to.customer, landline), at=moscow("11-18T13:59")).next_try_at is None
    assert ask(Addressee(to.customer, landline), at=moscow("11-18T14:00")).code == "quiet_hours"


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+79172341860", ""),
        ("+74232221100", "Asia/Vladivostok"),
        ("+74012555555", "Europe/Kaliningrad"),
        ("+375291234567", "Europe/Moscow"),
        ("+12025550100", "America/New_York"),
        ("+78005553535", ""),
        ("", ""),
    ],
)
def test_g2_zone_of_a_number(number: str, zone: str) -> None:
    assert places.zone_of_phone(number) == zone


@pytest.mark.django_db
def test_g2_days_of_the_work_calendar_count_with_the_companys_own() -> None:
    to = reachable()
    CalendarDay.objects.create(day=dt.date(2026, 11, 18), is_work=False)

    assert ask(to, at=moscow("11-18T09:30")).next_try_at == moscow("11-18T10:00")


@pytest.mark.django_db
def test_g2_hours_that_never_suit_all_of_russia_are_a_denial() -> None:
    QuietHours.objects.update(opens=dt.time(12), opens_off=dt.time(12))

    assert [ask(reachable(city="")).code, ask(reachable()).code] == ["no_hours", "ok"]


def test_g2_without_hours_no_moment_is_quiet_wherever_the_client_lives() -> None:
    midnight = moscow("11-18T00:00")

    for zone in ("", "Europe/Kaliningrad", "Asia/Kamchatka"):
        days = Clock(midnight, None, WorkCalendar(), "Europe/Moscow").days(zone)
        assert all(days.is_open(midnight + hour * dt.timedelta(hours=1)) for hour in range(24))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", ["2026-10-24", "2026-10-25", "2026-10-31", "2026-11-01", "2026-03-28", "2026-04-04"])
def test_g2_a_window_keeps_to_the_clock_when_it_is_moved(zone: str, day: str) -> None:
    now = dt.datetime.fromisoformat(f"{day}T00:30:00+00:00")
    days = Clock(now, HOURS, WorkCalendar(), "Europe/Moscow").days(zone)
    local = [at.astimezone(ZoneInfo(zone)) for at in days.opens[31:] if at]

    assert {at.time() for at in local} <= {dt.time(9), dt.time(10)}
    assert all(later - earlier >= dt.timedelta(hours=22) for earlier, later in pairwise(days.starts))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "code", "next_try"),
    [
        (["11-17T20:00"], "ok", None),
        (["11-18T09:05"], "often_day", "11-19T09:00"),
        (["10-20T12:00", "11-05T12:00", "11-10T12:00", "11-17T12:00"], "often_month", "11-19T09:00"),
        (["10-19T12:00", "11-05T12:00", "11-10T12:00", "11-17T12:00"], "ok", None),
    ],
)
def test_g3_limits_of_sms(sent: list[str], code: str, next_try: str | None) -> None:
    to = reachable()
    got(to, *(moscow(at) for at in sent))

    answer = ask(to)

    assert (answer.code, answer.next_try_at) == (code, moscow(next_try) if next_try else None)


@pytest.mark.django_db
def test_g3_email_three_in_a_week_and_one_message_a_day_by_all_channels() -> None:
    often, other = reachable("email"), reachable("email")
    got(often, *(WEDNESDAY_NOON - DAY * ago for ago in (1, 2, 6)), channel="email")
    got(other, WEDNESDAY_NOON - dt.timedelta(hours=1), channel="sms")

    assert ask(often, channel="email").code == "often_week"
    assert ask(often, channel="email").next_try_at == moscow("11-19T09:00")
    assert ask(other, channel="email").code == "often_all"


@pytest.mark.django_db
def test_g3_a_gap_ends_at_its_hour_or_when_the_morning_comes() -> None:
    FrequencyPolicy.objects.filter(family="all").delete()
    FrequencyPolicy.objects.filter(family="sms").update(per_day=None, per_month=None, min_gap_hours=5)
    to = reachable()
    got(to, moscow("11-18T10:30"))

    assert ask(to).next_try_at == moscow("11-18T15:30")
    got(to, moscow("11-18T17:00"))
    assert ask(to, at=moscow("11-18T18:00")).next_try_at == moscow("11-19T09:00")


@pytest.mark.django_db
def test_g3_next_try_suits_every_limit_that_is_reached() -> None:
    FrequencyPolicy.objects.filter(family="all").update(per_week=1)
    to = reachable()
    got(to, moscow("11-18T09:05"))

    answer = ask(to)

    assert (answer.code, answer.next_try_at) == ("often_day", moscow("11-25T09:00"))


@pytest.mark.django_db
def test_g3_service_messages_neither_count_nor_are_counted() -> None:
    to = reachable()
    got(to, moscow("11-18T09:05"))
    service = Sent(customer_id=to.customer.pk, channel="sms", message_class=MessageClass.SERVICE, at=WEDNESDAY_NOON)
    load.record([service])

    assert [ask(to, SERVICE).code, ContactLoad.objects.filter(message_class="service").count()] == ["ok", 2]


@pytest.mark.django_db
def test_load_keeps_the_newest_first_and_a_month_of_them() -> None:
    to = reachable()
    got(to, WEDNESDAY_NOON - DAY * 40, WEDNESDAY_NOON - DAY * 10)
    got(to, WEDNESDAY_NOON - DAY * 20, WEDNESDAY_NOON)

    row = ContactLoad.objects.get(family="sms")

    assert row.recent == [WEDNESDAY_NOON, WEDNESDAY_NOON - DAY * 10, WEDNESDAY_NOON - DAY * 20]


@pytest.mark.django_db
def test_load_of_nobody_and_of_a_client_who_is_gone_is_nothing() -> None:
    load.record([])
    load.record([Sent(customer_id=10**9, channel="sms", message_class=AD.message_class, at=WEDNESDAY_NOON)])

    assert not ContactLoad.objects.exists()
