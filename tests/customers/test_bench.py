"""The bench command and its arithmetic; the measurements themselves run by hand and at night."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from crm.benches import catalogue, import_read
from crm.benches.client_list import card_addresses, list_addresses
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers import external_ids
from customers.models import CustomValues, StandardRule
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient


def test_bench_prints_name_figures_and_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    def measure(plan: BenchPlan) -> BenchResult:
        return BenchResult({"seconds": plan.customers / 2}, {"to_floor": 0.5})

    monkeypatch.setitem(catalogue.BENCHES, "seed", measure)
    out = StringIO()

    call_command("bench", "seed", customers=10, json=True, stdout=out)

    assert json.loads(out.getvalue()) == {"name": "seed", "figures": {"seconds": 5.0}, "ratios": {"to_floor": 0.5}}


def test_unknown_bench_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("bench", "nothing")


def test_time_is_told_in_milliseconds() -> None:
    turns: list[str] = []

    times = by_turns_ms({"small": lambda: turns.append("small"), "large": lambda: turns.append("large")})

    assert set(times) == {"small", "large"}
    assert all(0 <= time < 1000 for time in times.values())
    assert turns[:8] == ["small"] * 4 + ["large"] * 4


@pytest.mark.django_db
def test_every_page_the_benches_open_is_there(
    manager: User, client_for: Callable[[User], StrictClient], django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        make_person(f"Клиентов{number} Иван", responsible=manager, city="Казань")
    browser = client_for(manager)

    for name, address in {**list_addresses(manager), **card_addresses(manager)}.items():
        most = 13 if "beside" in name else 12
        with django_assert_max_num_queries(most, info=name):  # type: ignore[operator]
            assert browser.get(address).status_code == 200, name


@pytest.mark.django_db
def test_full_card_asks_no_more_than_a_plain_one(
    manager: User, client_for: Callable[[User], StrictClient], django_assert_max_num_queries: object
) -> None:
    """A note, an own field, an id of another program, a standard: none costs a statement of its own."""
    customer = make_person("Полнов Иван", responsible=manager, city="Казань", note="важно")
    external_ids.add(by=manager, customer=customer, source="1С", value="000042")
    own = make_field()
    CustomValues.objects.create(customer=customer, values={own.key: "Нива"})
    StandardRule.objects.create(fields=["city"])
    browser = client_for(manager)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = browser.get(f"/clients/{customer.pk}/").content.decode()

    assert "000042" in page
    assert "Нива" in page
    assert f"/clients/{customer.pk}/panels/standard/" in page


def test_reading_is_measured_against_openpyxl() -> None:
    result = import_read.run(BenchPlan(customers=40))

    assert result.figures["rows"] == 40
    assert {"xlsx_rows_per_second", "csv_rows_per_second", "openpyxl_rows_per_second"} < set(result.figures)
    assert all(value > 0 for value in (*result.figures.values(), *result.ratios.values()))
