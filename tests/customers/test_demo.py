"""The demo base: the same every time, of nobody real, and normalised as everything else."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import phonenumbers
import pytest
from django.core.management import CommandError, call_command
from phonenumbers.carrierdata import CARRIER_DATA

from core.db import OWNER
from core.errors import DomainError
from customers.choices import ContactKind, CustomerKind
from customers.demo import part
from customers.demo.batch import Batch, BatchPlan, make_batch
from customers.demo.phones import CODES, mobile
from customers.demo.tables import words
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.names import sort_name
from sales import values
from sales.models import Purchase
from tests.factories.customers import make_person

END = dt.date(2026, 11, 21)
# Only the owner of a table may tell the planner of new rows, and his connection sees what is committed.
writes = pytest.mark.django_db(transaction=True, databases=["default", OWNER])


def batch(**values: Any) -> Batch:
    plan: dict[str, Any] = {
        "seed": 1,
        "end_day": END.toordinal(),
        "total": 2000,
        "first": 0,
        "ids": list(range(1, 2001)),
        "doubles": 0,
        "managers": (1, 2),
    }
    return make_batch(BatchPlan(**{**plan, **values}))


def seed(**options: Any) -> dict[str, Any]:
    out = StringIO()
    options.setdefault("end_date", END)
    call_command("seed_demo", json=True, stdout=out, **options)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def test_same_plan_gives_the_same_bytes() -> None:
    assert batch(doubles=300) == batch(doubles=300)


def test_another_seed_gives_other_people() -> None:
    assert batch().customers != batch(seed=2).customers


def test_mobile_numbers_do_not_repeat() -> None:
    assert len({mobile(slot) for slot in range(200_000)}) == 200_000


def test_mobile_codes_are_nobody_s() -> None:
    given = {prefix[1:4] for prefix in CARRIER_DATA if prefix.startswith("79")}

    assert not given & set(CODES)


def test_city_numbers_are_valid_in_every_city() -> None:
    for city in words().cities.things:
        number = phonenumbers.parse(f"+7{city.code}{'0' * (10 - len(city.code))}")
        assert phonenumbers.is_valid_number(number), city


@writes
def test_base_is_written_whole() -> None:
    made = seed(customers=600, duplicates=0.2)

    assert (made["customers"], made["purchases"]) == (600, 0)
    assert Customer.objects.count() == 600
    assert {kind for (kind,) in Customer.objects.values_list("kind").distinct()} == set(CustomerKind.values)
    assert Customer.objects.filter(created_at__date__gte=END).count() == 0


@writes
def test_base_is_as_normalised_as_what_people_type() -> None:
    seed(customers=1500, duplicates=0.3)

    points = list(ContactPoint.objects.values_list("kind", "raw", "value", "problem"))
    wrong = [row for row in points if normalise_contact(row[0], row[1]) != (row[2], row[3] or None)]
    names = [name for name, key in Customer.objects.values_list("name", "sort_name") if sort_name(name) != key]

    assert (wrong, names) == ([], [])
    assert {problem for *_, problem in points} == {"", "not_a_phone", "impossible_phone", "not_an_email"}


@writes
def test_nobody_real_can_be_reached() -> None:
    seed(customers=1500)

    emails = ContactPoint.objects.filter(kind=ContactKind.EMAIL, problem="").values_list("value", flat=True)
    phones = ContactPoint.objects.filter(kind=ContactKind.PHONE, problem="").values_list("value", flat=True)
    codes = {city.code for city in words().cities.things}

    assert all(email.endswith((".example.com", ".example.net", ".example.org")) for email in emails)
    assert all(phone[2:5] in CODES or any(phone.startswith(f"+7{code}0") for code in codes) for phone in phones)


@writes
def test_second_cards_share_a_phone_or_an_address() -> None:
    seed(customers=1000, duplicates=0.3)
    values = list(ContactPoint.objects.exclude(value="").values_list("value", "customer_id"))

    shared = {value for value, _ in values if len({pk for other, pk in values if other == value}) > 1}

    assert 150 < len(shared) < 400


@writes
def test_next_client_gets_the_next_number() -> None:
    seed(customers=10)

    assert make_person().pk == max(Customer.objects.values_list("pk", flat=True))


@writes
def test_base_with_clients_is_left_alone() -> None:
    make_person()

    with pytest.raises(DomainError):
        seed(customers=10)


@writes
def test_demo_clients_can_be_added() -> None:
    seed(customers=50)
    seed(customers=50, add=True)

    phones = ContactPoint.objects.filter(kind="phone", value__startswith="+797").values_list("value", flat=True)
    assert Customer.objects.count() == 100
    assert len(set(phones)) == len(phones)


@writes
def test_purchases_come_with_their_goods_and_values() -> None:
    made = seed(customers=20, purchases=100)

    assert made["purchases"] == Purchase.objects.count() == 100
    assert not Purchase.objects.filter(lines=None).exists()
    assert values.rebuild() == 0


@pytest.mark.parametrize("options", [["--duplicates", "0.9"], ["--customers", "-1"], ["--end-date", "tomorrow"], []])
def test_wrong_options_are_refused(options: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("seed_demo", *options)


@writes
def test_batches_made_in_another_process_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "CARDS_IN_BATCH", 100)
    here = list(map(make_batch, plans()))
    beside = list(part.made_ahead(iter(plans())))

    assert beside == here


def plans() -> list[BatchPlan]:
    sizes = [range(start, start + 100) for start in range(1, 501, 100)]
    return [BatchPlan(1, END.toordinal(), 500, ids[0] - 1, list(ids), 10, (1,)) for ids in sizes]
