"""Exports that administrators hear of."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Company, Notification, User
from accounts.notifications import sentence
from accounts.services import system_user
from journal import runs
from listing.exports import ending, limits, unusual
from listing.exports.models import Export
from tests.factories.customers import make_person
from tests.listing.exports.conftest import Exporting

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 18, 12, tzinfo=ZoneInfo("Europe/Moscow"))  # a Wednesday


def export(maker: User, rows: int, at: dt.datetime = NOON) -> Export:
    return Export.objects.create(
        page="customers",
        maker=maker,
        format="csv",
        words="все",
        purpose="Проба",
        rows=rows,
        created_at=at,
        state="expired",
    )


def test_ordinary_work_is_not(exporter: User) -> None:
    for day in range(1, 6):
        export(exporter, 300, NOON - dt.timedelta(days=day))
    assert unusual.reasons(export(exporter, 900), NOON) == []


def test_far_more_than_the_person_usually_takes(exporter: User) -> None:
    for day in range(1, 4):
        export(exporter, 150, NOON - dt.timedelta(days=day))
    assert unusual.reasons(export(exporter, 751), NOON) == ["more"]
    assert unusual.reasons(export(exporter, 499), NOON) == []


def test_what_was_usual_long_ago_does_not_count(exporter: User) -> None:
    for day in range(31, 40):
        export(exporter, 10, NOON - dt.timedelta(days=day))
    assert unusual.reasons(export(exporter, 900), NOON) == []


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOON.replace(hour=8, minute=59), ["hours"]),
        (NOON.replace(hour=9), []),
        (NOON.replace(hour=18), ["hours"]),
        (NOON + dt.timedelta(days=3), ["hours"]),
    ],
)
def test_outside_the_companys_hours(at: dt.datetime, expected: list[str], exporter: User) -> None:
    Company.objects.update(time_zone="Europe/Moscow")
    assert unusual.reasons(export(exporter, 1_001, at), at) == expected


def test_little_by_little_over_a_day(exporter: User) -> None:
    limits.set_limits({exporter.role: 1_000}, by=system_user())
    export(exporter, 600)
    export(exporter, 400, NOON - dt.timedelta(days=1))
    assert unusual.reasons(export(exporter, 400), NOON) == []
    assert unusual.reasons(export(exporter, 1), NOON) == ["day"]


def test_commands_of_the_system_are_not() -> None:
    assert unusual.reasons(export(system_user(), 1_000_000, NOON.replace(hour=3)), NOON.replace(hour=3)) == []


def test_administrators_are_told_why(
    exporter: User, admin_user: User, exported: Exporting, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(responsible=exporter)
    monkeypatch.setattr(unusual, "reasons", lambda export, now: ["hours", "day"])
    made = exported(exporter)
    told = Notification.objects.get(kind="export.unusual")
    assert told.user == admin_user
    assert told.url == f"/lists/exports/{made.pk}/"
    assert "в нерабочее время" in sentence(told)
    assert exporter.full_name in sentence(told)
    assert "1 строка" in sentence(told)


def test_the_maker_of_a_large_one_is_told(exporter: User, exported: Exporting, monkeypatch: pytest.MonkeyPatch) -> None:
    make_person(responsible=exporter)
    exported(exporter)
    assert not Notification.objects.exists()
    monkeypatch.setattr(ending, "LARGE", 0)
    left_to_a_worker = exported(exporter)
    assert left_to_a_worker.job
    runs.run_here(left_to_a_worker.job)
    assert "готова: 1 строка" in sentence(Notification.objects.get())
