"""Storage periods: by a rule, warned of, disposed of by two persons."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Role, User
from accounts.notifications import mark_read
from consents.erasure import keeping, periods, services
from consents.models import ErasedCustomer, Erasure, StoragePeriod
from consents.requests import services as requests
from core.errors import DomainError
from journal import runs
from listing.models import SavedView
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
RULE = {"all": [{"field": "city", "op": "is", "values": ["Омск"]}]}


@pytest.fixture
def officer() -> User:
    return make_user(role=Role.objects.get(code="privacy"))


def make_period(**values: object) -> StoragePeriod:
    return StoragePeriod.objects.create(name="Омск", basis="152-ФЗ, ч. 7 ст. 5", tree=RULE, **values)


def test_disposal_waits_for_the_warning_and_another_person(admin_user: User, officer: User) -> None:
    gone, stays = make_person(city="Омск"), make_person("Другая Анна", city="Тверь")
    period = make_period(warning_days=14)
    assert list(periods.clients(period)) == [gone]

    made = periods.dispose(period, by=officer)

    assert not periods.clients(period).exists()
    with pytest.raises(DomainError):
        services.approve(made, by=admin_user)
    Erasure.objects.update(not_before=timezone.now() - dt.timedelta(days=1))
    with pytest.raises(DomainError):
        services.approve(made, by=officer)
    services.run_now(services.approve(made, by=admin_user))
    assert list(ErasedCustomer.objects.values_list("customer_id", flat=True)) == [gone.pk]
    stays.refresh_from_db()
    assert stays.last_name == "Другая"


def test_rule_that_says_nothing_would_destroy_the_base_and_is_refused(officer: User) -> None:
    make_person()
    unknown = {"field": "no_such", "op": "is", "values": ["1"]}
    trees: list[dict[str, object]] = [{}, {"all": []}, {"all": [unknown]}]
    for tree in trees:
        with pytest.raises(DomainError):
            periods.dispose(StoragePeriod(name="X", basis="Y", tree=tree), by=officer)


def test_proofs_go_after_three_years(admin_user: User, officer: User) -> None:
    person = make_person()
    done = services.run_now(services.approve(services.propose([person], by=officer, reason="reached"), by=admin_user))
    asked = requests.receive(by=officer, kind="stop_ads", applicant="Анна", text="Не пишите")
    requests.answer(asked, by=officer, outcome="done", text="Хорошо")
    assert (keeping.forget_acts(), keeping.forget_requests()) == (0, 0)
    later = timezone.now() + dt.timedelta(days=3 * 366)

    assert (keeping.forget_acts(later.date()), keeping.forget_requests(later)) == (1, 1)
    assert (keeping.forget_acts(later.date()), keeping.forget_requests(later)) == (0, 0)

    asked.refresh_from_db()
    assert (asked.applicant, asked.text, asked.outcome) == ("—", "", "done")
    assert done.subjects.get().name == ""
    assert ErasedCustomer.objects.filter(customer=person).exists()


def test_pages_of_storage_periods(officer: User, manager: User, client_for: Callable[[User], StrictClient]) -> None:
    make_person(city="Омск")
    view = SavedView.objects.create(page="customers", name="Омск", owner=officer, tree=RULE)
    browser = client_for(officer)
    sent = {"name": "Омичи", "basis": "152-ФЗ", "warning_days": 7, "is_on": "on", "view": view.pk}
    made = browser.post(reverse("requests:period_new"), sent)
    assert made.status_code == 302, made.content.decode()
    page = made["Location"]
    assert "Морозова" in browser.get(page).content.decode()
    assert browser.get(reverse("requests:periods")).status_code == 200
    period = StoragePeriod.objects.get()
    assert period.tree == RULE
    planned = browser.post(reverse("requests:period_dispose", args=[period.pk]))
    assert browser.get(planned["Location"]).status_code == 200
    assert client_for(manager).get(page).status_code == 404
    assert not Notification.objects.filter(kind=periods.OVER).exists()


def test_who_answers_is_told_once_until_he_reads_it(officer: User) -> None:
    make_period()
    make_person(city="Омск")
    runs.run_here(runs.start(periods.JOB, by=officer).pk)
    make_person(city="Омск")

    runs.run_here(runs.start(periods.JOB, by=officer).pk)

    told = Notification.objects.get(kind=periods.OVER)
    assert told.params == {"name": "Омск", "count": 2}
    mark_read(officer, told.pk)
    runs.run_here(runs.start(periods.JOB, by=officer).pk)
    assert Notification.objects.filter(kind=periods.OVER).count() == 2
