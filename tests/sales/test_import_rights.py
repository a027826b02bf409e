"""What a file may write about: clients the importer sees at the check, and still sees when it is written."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import Role, User
from core.errors import DomainError
from customers.models import ContactPoint, Customer, ExternalId
from imports import whole
from imports.models import Import
from imports.staging.rules import DEFAULT_KEYS
from imports.whole import Wish, rejects, told
from sales.models import Product, Purchase
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, checked, table
from tests.sales.test_import import BARE, ONCE, brought, undone
from tests.sales.test_wizard import HEADINGS, ROWS, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def importer(manager: User) -> User:
    Role.objects.filter(code="manager").update(permissions=[*manager.role.permissions, "imports.run"])
    return User.objects.select_related("role").get(pk=manager.pk)


def looked_at(folder: Path, by: User, *rows: str) -> Import:
    file = folder / "file.csv"
    file.write_text("\n".join((BARE, *rows)), encoding="utf-8")
    return whole.checked(Wish(path=file, by=by, entity="purchases"))


def test_a_client_handed_over_since_the_check_is_not_written_to(
    tmp_path: Path, importer: User, colleague: User
) -> None:
    client = make_person(responsible=importer)
    make_phone(client, "+7 916 111-22-33")
    imported = looked_at(tmp_path, importer, ONCE[0])
    assert imported.counts["new"] == 1
    Customer.objects.filter(pk=client.pk).update(responsible=colleague)

    imported = whole.applied(imported, by=importer)

    assert not Purchase.objects.exists()
    assert (told(imported)["created"], told(imported)["refused"]) == (0, 1)
    assert [one["code"] for one in rejects(imported)] == ["not_yours"]


def test_a_colleagues_client_who_has_appeared_is_not_written_to(
    tmp_path: Path, importer: User, colleague: User
) -> None:
    imported = looked_at(tmp_path, importer, ONCE[0])
    make_phone(make_person(responsible=colleague), "+7 916 111-22-33")

    imported = whole.applied(imported, by=importer)

    assert not Purchase.objects.exists()
    assert told(imported)["refused"] == 1


def test_clients_made_by_the_first_batch_are_known_to_the_next(
    tmp_path: Path, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 1)

    whole.applied(looked_at(tmp_path, importer, *ONCE), by=importer)

    assert Purchase.objects.count() == 2
    assert Customer.objects.count() == 1


def test_a_new_client_has_all_that_his_row_says(tmp_path: Path) -> None:
    brought(tmp_path, "77;+79161112233;anna@example.com;01.10.2026;5", head="ID клиента;Телефон;E-mail;Дата;Сумма")

    client = Purchase.objects.get().customer
    assert set(ContactPoint.objects.filter(customer=client).values_list("value", flat=True)) == {
        "+79161112233", "anna@example.com",
    }  # fmt: skip
    assert ExternalId.objects.get().customer == client


def test_a_purchase_of_a_colleagues_client_is_a_question_without_a_word_of_him(
    importer: User, colleague: User, client_for: Callable[[User], StrictClient]
) -> None:
    theirs = make_person("Тайная Анна Олеговна", responsible=colleague)
    make_phone(theirs, "+7 916 111-22-44")
    browser = client_for(importer)
    imported = checked(browser, uploaded(browser, table(ROWS[2:], HEADINGS)), use=list(DEFAULT_KEYS))
    row = imported.rows.get()
    assert (row.verdict, row.reason) == ("doubtful", "colleague")

    page = browser.get(reverse("imports:doubt", args=[imported.pk, row.number]))
    assert page.status_code == 200
    assert "Тайная" not in page.content.decode()
    forged = browser.post(reverse("imports:doubt", args=[imported.pk, row.number]), {"decision": str(theirs.pk)})
    assert forged.status_code == 404
    browser.post(reverse("imports:doubt", args=[imported.pk, row.number]), {"decision": "new"})
    imported.refresh_from_db()
    applied(browser, imported)

    assert Purchase.objects.get().customer != theirs


def test_a_product_told_twice_in_the_file_is_one(tmp_path: Path) -> None:
    head = "Артикул;Наименование;Цена"
    rows = ("Т-1;Чайник;10", "Т-1;Чайник;12", ";Ложка;5", ";ложка;5")
    imported = brought(tmp_path, *rows, head=head, entity="products")
    again = brought(tmp_path, *rows, head=head, entity="products")

    assert (told(imported)["created"], told(imported)["duplicates"]) == (2, 2)
    assert (told(again)["created"], told(again)["unchanged"], told(again)["duplicates"]) == (0, 2, 2)
    assert sorted(Product.objects.values_list("name", "price")) == [("Ложка", Decimal(5)), ("Чайник", Decimal(10))]


def test_a_check_made_before_another_file_was_taken_back_is_refused(tmp_path: Path, importer: User) -> None:
    first = brought(tmp_path, *ONCE, head=BARE)
    imported = looked_at(tmp_path, first.owner, *ONCE, ONCE[0].replace("900", "950"))
    assert (imported.counts["new"], imported.counts["unchanged"]) == (1, 2)
    undone(first)

    with pytest.raises(DomainError, match=r"check the rows again|проверьте строки"):
        whole.applied(imported, by=first.owner)
