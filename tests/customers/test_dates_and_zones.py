"""Dates that come round, and what time it is where a client lives."""

import datetime as dt

import pytest

from accounts.models import User
from core.errors import DomainError
from customers import dates, zones
from customers.models import Customer, CustomerDate
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("31.12.1987", (31, 12, 1987)),
        ("31.12", (31, 12, None)),
        ("29.02", (29, 2, None)),
        ("1987-12-31", (31, 12, 1987)),
        ("1/2/2019", (1, 2, 2019)),
    ],
)
def test_a_date_is_read_with_a_year_or_without(typed: str, read: tuple[int, int, int | None]) -> None:
    assert dates.parse(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "31.02", "29.02.2019", "0.0", "12", "1.1.1", "1.1.99999", "маша", "1.13.2000", "٣.٣"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(DomainError):
        dates.parse(typed)


def test_dates_come_round_over_the_new_year(admin_user: User) -> None:
    born = make_person(birth_date=dt.date(1990, 12, 30))
    other = make_company()
    dates.add(by=admin_user, customer=other, kind="founded", typed="02.01")
    dates.add(by=admin_user, customer=other, kind="contract", typed="15.06.2020", label="№ 12")

    found = dates.coming(Customer.objects.all(), dt.date(2026, 12, 29), 7)

    assert [(one.customer_id, one.on, one.kind, one.years) for one in found] == [
        (born.pk, dt.date(2026, 12, 30), "birthday", 36),
        (other.pk, dt.date(2027, 1, 2), "founded", None),
    ]


@pytest.mark.parametrize(("year", "on"), [(2027, dt.date(2027, 2, 28)), (2028, dt.date(2028, 2, 29))])
def test_the_leap_day_is_kept_every_year(year: int, on: dt.date) -> None:
    make_person(birth_date=dt.date(2000, 2, 29))

    found = dates.coming(Customer.objects.all(), dt.date(year, 2, 25), 7)

    assert [one.on for one in found] == [on]


def test_one_date_twice_and_the_future_are_refused(admin_user: User) -> None:
    person = make_person()
    dates.add(by=admin_user, customer=person, kind="child", typed="12.03.2019", label="Маша")
    for kind, typed, label, code in (
        ("child", "12.03.2019", "Маша", "taken"),
        ("child", "12.03.2199", "", "date"),
        ("no such", "12.03", "", "kind"),
        ("child", "12.03", "я" * 101, "label"),
    ):
        with pytest.raises(DomainError) as error:
            dates.add(by=admin_user, customer=person, kind=kind, typed=typed, label=label)
        assert error.value.code == code
    assert CustomerDate.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "zone"),
    [
        ({"city": "г. Омск"}, "Asia/Omsk"),
        ({"city": "Омск", "time_zone": "Asia/Tokyo"}, "Asia/Tokyo"),
        ({"city": "Орёл"}, "Europe/Moscow"),
        ({"city": "Нижний Новгород", "time_zone": "нет такого"}, "Europe/Moscow"),
        ({"city": "Урюпинск"}, "Europe/Moscow"),
        ({"address": "644000, Россия, г. Омск, ул. Ленина, 5"}, "Asia/Omsk"),
        ({"legal_address": "Омская обл., г. Омск, Мира 1"}, "Asia/Omsk"),
        ({"city": "Урюпинск", "address": "г. Омск"}, "Europe/Moscow"),
    ],
)
def test_zone_comes_from_the_card_then_from_the_city(values: dict[str, str], zone: str) -> None:
    assert zones.zone_of(Customer(**values)).key == zone


def test_every_zone_offered_exists() -> None:
    assert all(map(zones.is_zone, zones.named()))
