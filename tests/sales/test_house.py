"""The company's currency stays once there are purchases; its zone is followed by all that is counted in days."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts import company
from accounts.models import Company, User
from accounts.services import system_user
from core.errors import DomainError
from journal.models import JobRun
from journal.runs.running import run_here
from sales import services
from sales.jobs import REBUILD
from sales.models import CategoryMonth, CustomerValue
from sales.services import Document, Line
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_the_currency_stays_once_something_was_sold() -> None:
    company.change(by=system_user(), currency="KZT")
    company.change(by=system_user(), currency="RUB")
    make_purchase(make_person())

    with pytest.raises(DomainError) as refused:
        company.change(by=system_user(), currency="USD")

    assert refused.value.code == "currency"
    assert Company.objects.get().currency == "RUB"


def test_months_and_windows_follow_the_zone() -> None:
    company.change(by=system_user(), time_zone="Europe/Moscow")
    client = make_person()
    at = dt.datetime(2026, 9, 30, 20, 0, tzinfo=dt.UTC)
    services.create(
        by=system_user(), customer=client, lines=[Line(price=Decimal(5))], document=Document(purchased_at=at)
    )
    assert CategoryMonth.objects.get(customer=client).month == dt.date(2026, 9, 1)

    company.change(by=system_user(), time_zone="Asia/Vladivostok")
    run_here(JobRun.objects.get(kind=REBUILD).pk)

    assert CategoryMonth.objects.get(customer=client).month == dt.date(2026, 10, 1)
    assert CustomerValue.objects.get(pk=client.pk).total == 5


def test_the_page_says_why(admin_user: User, client_for: object) -> None:
    make_purchase(make_person())
    browser = client_for(admin_user)  # type: ignore[operator]
    data = {
        "name": "Лён", "time_zone": "Europe/Moscow", "currency": "KZT", "language": "ru", "working_days": ["1"],
        "day_begins": "09:00", "day_ends": "18:00", "sender_name": "", "sender_email": "",
    }  # fmt: skip

    assert browser.post(reverse("office:company"), data).status_code == 422
