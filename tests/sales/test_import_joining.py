"""Rows of one file about one client whom nobody knows yet, by whichever key each of them names him."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import User
from customers.models import ContactPoint, Customer
from imports.models import StagedRow
from imports.trade.joining import joined
from interactions.log.models import Interaction
from sales.models import Purchase
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, checked, table
from tests.sales.test_import import brought
from tests.sales.test_wizard import uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
HEAD = "ID клиента;Телефон;E-mail;Номер;Дата;Сумма"
PHONE, MAIL = "+79161112233", "anna@example.com"


def by_hand(rows: list[tuple[int, list[int]]]) -> set[frozenset[int]]:
    """Rows linked by a key, however far: looked for until nothing changes."""
    groups = [({number}, set(keys)) for number, keys in rows]
    while True:
        pair = next(
            ((one, other) for one in groups for other in groups if one is not other and one[1] & other[1]), None
        )
        if pair is None:
            return {frozenset(numbers) for numbers, _keys in groups if len(numbers) > 1}
        one, other = pair
        groups = [group for group in groups if group is not one and group is not other]
        groups.append((one[0] | other[0], one[1] | other[1]))


@pytest.mark.parametrize("chance", range(20))
def test_rows_are_joined_as_by_hand(chance: int) -> None:
    lots = random.Random(chance)
    rows = [(number, sorted(set(lots.choices(range(1, 40), k=lots.randint(1, 3))))) for number in range(2, 25)]
    found: dict[int, set[int]] = {}
    for number, head in joined((number, keys, 0, 0) for number, keys in rows):
        found.setdefault(head, set()).add(number)
    assert {frozenset(numbers) for numbers in found.values()} == by_hand(rows)
    assert all(min(numbers) == head for head, numbers in found.items())


def test_one_client_is_made_whatever_key_each_row_has(tmp_path: Path) -> None:
    brought(
        tmp_path,
        f";;{MAIL};А-1;01.10.2026;100",
        f";{PHONE};;А-2;02.10.2026;200",
        f"77;{PHONE};{MAIL};А-3;03.10.2026;300",
        "77;;;А-4;04.10.2026;400",
        f";;{MAIL};А-1;01.10.2026;50",
        head=HEAD,
    )

    client = Customer.objects.get()
    assert Purchase.objects.filter(customer=client).count() == 4
    assert Purchase.objects.get(number="А-1").lines.count() == 2
    points = ContactPoint.objects.filter(customer=client).order_by("kind")
    assert list(points.values_list("kind", "value")) == [("email", MAIL), ("phone", PHONE)]
    assert client.external_ids.get().value == "77"


def test_all_phones_of_his_rows_are_kept_as_they_are_written(tmp_path: Path) -> None:
    other, third = "+79161114455", "+79161116677"
    brought(
        tmp_path,
        f";8 916 111-22-33 доб. 12, 8 916 111-44-55;{MAIL};А-1;01.10.2026;100",
        f";{third};{MAIL};А-2;02.10.2026;200",
        f";{other};;А-3;03.10.2026;300",
        head=HEAD,
    )

    client = Customer.objects.get()
    phones = ContactPoint.objects.filter(customer=client, kind="phone").order_by("position")
    assert list(phones.values_list("value", "extension", "is_primary")) == [
        (PHONE, "12", True),
        (other, "", False),
        (third, "", False),
    ]
    assert phones[0].raw.startswith("8 916 111-22-33")
    assert Purchase.objects.filter(customer=client).count() == 3


def test_a_client_is_known_by_any_phone_of_a_cell(tmp_path: Path) -> None:
    known = make_phone(make_person("Смирнова Анна"), "+79161114455").customer
    brought(tmp_path, f";{PHONE}, +79161114455;;А-1;01.10.2026;100", head=HEAD)

    assert Purchase.objects.get().customer == Customer.objects.get() == known


def test_two_numbers_of_one_program_are_two_clients_of_one_phone(tmp_path: Path) -> None:
    brought(tmp_path, f"77;{PHONE};;А-1;01.10.2026;100", f"78;{PHONE};;А-1;01.10.2026;200", head=HEAD)

    assert Customer.objects.count() == 2
    assert Purchase.objects.count() == 2


def test_talks_too(tmp_path: Path) -> None:
    rows = (f";{MAIL};01.10.2026 12:30;Звонок", f"{PHONE};{MAIL};02.10.2026 12:30;Письмо")
    brought(tmp_path, *rows, head="Телефон;E-mail;Когда;Вид", entity="interactions")

    assert Customer.objects.count() == 1
    assert Interaction.objects.count() == 2


def test_a_key_put_right_parts_the_rows_again(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    browser = client_for(admin_user)
    rows = [("", MAIL, "А-1", "01.10.2026", "100"), (PHONE, MAIL, "А-2", "02.10.2026", "200")]
    headings = ("Телефон", "E-mail", "Номер", "Дата", "Сумма")
    imported = checked(browser, uploaded(browser, table(rows, headings)), use=["phone", "email"])
    first, last = StagedRow.objects.of(imported).order_by("number")
    assert last.writes["key"] == first.writes["key"] == "email"

    browser.post(reverse("imports:cell", args=[imported.pk, last.number, 1]), {"value": "oleg@example.com"})

    last.refresh_from_db()
    assert (last.writes["key"], last.writes["said"]) == ("phone", {"phone": PHONE, "email": "oleg@example.com"})
    first.refresh_from_db()
    assert first.writes["said"] == {"email": MAIL}
    imported.refresh_from_db()
    applied(browser, imported)
    assert Customer.objects.count() == 2
