"""How many clients there are: exact while it is quick, then an estimate that says so."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers.models import Customer
from listing import totals
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]


def test_few_are_counted() -> None:
    make_person()

    assert totals.total(Customer.objects.all()) == totals.Total(1, exact=True)


def test_many_are_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "EXACT_UP_TO", 2)
    for _ in range(3):
        make_person()

    found = totals.total(Customer.objects.all())

    assert not found.exact
    assert found.count >= 3


@pytest.mark.parametrize(("exact", "rounded"), [(10_234, 10_000), (48_216, 48_000), (1_049_999, 1_000_000), (7, 7)])
def test_estimate_is_rounded(exact: int, rounded: int) -> None:
    assert totals.rounded(exact) == rounded


def test_total_counts_what_the_reader_sees(client_for: ClientFor, manager: User, colleague: User) -> None:
    make_person(responsible=manager)
    make_person(responsible=colleague)

    assert client_for(manager).get("/lists/customers/count/").content.decode().strip() == "1"


def test_stranger_counts_none(client_for: ClientFor, stranger: User) -> None:
    make_person()

    assert client_for(stranger).get("/lists/customers/count/").status_code == 404
