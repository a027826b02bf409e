"""Moments of cells: the clock of the company, unless the cell says whose clock it is."""

import datetime as dt

import pytest

from accounts import company
from customers.cells.moments import moments

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-10-05T12:30:00Z", dt.datetime(2026, 10, 5, 12, 30, tzinfo=dt.UTC)),
        ("2026-10-05 23:30 UTC", dt.datetime(2026, 10, 5, 23, 30, tzinfo=dt.UTC)),
        ("05.10.2026 12:30:15.250 +05:30", dt.datetime(2026, 10, 5, 7, 0, 15, tzinfo=dt.UTC)),
        ("2026-10-05T12:30:00-0400", dt.datetime(2026, 10, 5, 16, 30, tzinfo=dt.UTC)),
    ],
)
def test_a_zone_that_is_said_holds(text: str, meant: dt.datetime) -> None:
    said = moments(TODAY)(text).value
    assert dt.datetime.fromisoformat(said) == meant
    assert dt.datetime.fromisoformat(said).utcoffset() == meant.astimezone(company.current().zone).utcoffset()


def test_a_clock_alone_is_the_companys() -> None:
    said = dt.datetime.fromisoformat(moments(TODAY)("05.10.2026 3:30 PM").value)
    assert said == dt.datetime(2026, 10, 5, 15, 30, tzinfo=company.current().zone)


@pytest.mark.parametrize("text", ["05.10.2026 27:00", "2026-10-05T12:30+99:00", "0001-01-01T00:00+03:00"])
def test_what_is_no_moment_is_said(text: str) -> None:
    assert [note.code for note in moments(TODAY)(text).notes] == ["not_a_moment"]
