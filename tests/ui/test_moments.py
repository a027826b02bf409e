"""Near moments by distance, far ones by date, in the reader's zone."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from core.text import moments

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def moscow_in_russian() -> Iterator[None]:
    with timezone.override(ZoneInfo("Europe/Moscow")), translation.override("ru"):
        yield


@pytest.mark.parametrize(
    ("ago", "says"),
    [
        ({"seconds": 20}, "только что"),
        ({"minutes": 1}, "1 минуту назад"),
        ({"minutes": 2}, "2 минуты назад"),
        ({"minutes": 11}, "11 минут назад"),
        ({"minutes": -21}, "через 21 минуту"),
        ({"hours": 3}, "сегодня, 12:00"),
        ({"hours": 20}, "вчера, 19:00"),
        ({"hours": -20}, "завтра, 11:00"),
        ({"days": 9}, "12 ноября"),
        ({"days": 400}, "17.10.2025"),
    ],
)
def test_distance_is_said_as_people_say_it(ago: dict[str, int], says: str) -> None:
    assert moments.relative(NOW - dt.timedelta(**ago), NOW) == says


def test_english_says_the_same() -> None:
    with translation.override("en"):
        assert moments.relative(NOW - dt.timedelta(minutes=5), NOW) == "5 minutes ago"
        assert moments.relative(NOW - dt.timedelta(hours=20), NOW) == "yesterday, 19:00"
        assert moments.relative(NOW - dt.timedelta(days=400), NOW) == "17 Oct 2025"


def test_the_day_is_that_of_the_reader() -> None:
    late = dt.datetime(2026, 11, 20, 21, 30, tzinfo=dt.UTC)

    assert moments.relative(late, NOW) == "сегодня, 00:30"
    with timezone.override(ZoneInfo("Europe/London")):
        assert moments.relative(late, NOW) == "вчера, 21:30"


def test_whole_moment_names_the_offset() -> None:
    assert moments.full(NOW) == "21 ноября 2026 г., 15:00 (UTC+3)"
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert moments.full(NOW).endswith("17:30 (UTC+5:30)")


def test_date_without_time_has_no_clock() -> None:
    assert moments.full(dt.date(2026, 11, 21)) == "21 ноября 2026 г."
    assert moments.relative_day(dt.date(2026, 11, 20), dt.date(2026, 11, 21)) == "вчера"
