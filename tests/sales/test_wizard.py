"""The wizard with purchases and products: the kind of table found out, each step in their words, brought in."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from customers.models import Customer
from imports.mapping.kinds import kind_of
from imports.models import Import, StagedRow
from imports.staging.rules import DEFAULT_KEYS
from sales.models import Product, Purchase
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, checked, table

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
HEADINGS = ("Телефон", "Номер", "Дата", "Товар", "Количество", "Цена", "Статус")
ROWS = (
    ("+7 916 111-22-33", "А-1", "01.10.2026 12:30", "Чайник", "2", "1 000,50", "оплачен"),
    ("+7 916 111-22-33", "А-1", "01.10.2026 12:30", "Ложка", "6", "50", "оплачен"),
    ("+7 916 111-22-44", "", "05.10.2026", "Чайник", "1", "900", ""),
)
GOODS = ("Артикул", "Наименование", "Категория", "Цена")


@pytest.fixture
def admin_browser(admin_user: User, client_for: Callable[[User], StrictClient]) -> StrictClient:
    return client_for(admin_user)


def uploaded(browser: StrictClient, file: SimpleUploadedFile) -> Import:
    """The file sent, both first pages seen, the columns left as guessed."""
    response = browser.post(reverse("imports:new"), {"file": file})
    assert response.status_code == 302, response.content.decode()
    imported = Import.objects.newest_first()[0]
    assert browser.get(response["Location"]).status_code == 200
    assert browser.get(reverse("imports:mapping", args=[imported.pk])).status_code == 200
    columns = {f"target-{at}": imported.mapping.get(heading) or "" for at, heading in enumerate(imported.headings)}
    response = browser.post(reverse("imports:mapping", args=[imported.pk]), {**columns, "act": "next"})
    assert response.status_code == 302, response.content.decode()
    return imported


def text_of(browser: StrictClient, name: str, imported: Import) -> str:
    response = browser.get(reverse(f"imports:{name}", args=[imported.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (HEADINGS, "purchases"),
        (("ID клиента", "Дата покупки", "Сумма"), "purchases"),
        (GOODS, "products"),
        (("ФИО", "Телефон", "Дата рождения", "Город"), "customers"),
        (("Наименование", "ИНН", "Телефон"), "customers"),
        (("Имя", "Телефон", "Дата", "Примечание"), "customers"),
    ],
)
def test_the_kind_of_table_is_guessed_from_its_headings(headings: tuple[str, ...], kind: str) -> None:
    assert kind_of(headings) == kind


def test_purchases_go_through_every_step_and_a_second_time_are_there_already(admin_browser: StrictClient) -> None:
    imported = uploaded(admin_browser, table(ROWS, HEADINGS, "продажи.csv"))
    assert imported.entity == "purchases"
    rules = text_of(admin_browser, "rules", imported)
    assert 'name="on_conflict"' not in rules
    assert 'value="name_birth_date"' not in rules

    said: dict[str, Any] = {"use": list(DEFAULT_KEYS)}
    checked(admin_browser, imported, **said)
    preview = text_of(admin_browser, "preview", imported)
    assert imported.counts["new"] == 3
    assert "1 000,50" in preview.replace("\u202f", " ")
    applied(admin_browser, imported)
    result = text_of(admin_browser, "result", imported)
    assert reverse("sales:purchases") in result

    again = checked(admin_browser, uploaded(admin_browser, table(ROWS, HEADINGS, "продажи.csv")), **said)
    assert (again.counts.get("new", 0), again.counts["unchanged"]) == (0, 3)
    assert "уже есть" in text_of(admin_browser, "preview", again)
    assert Purchase.objects.get(number="А-1").total == Decimal(2301)
    assert Purchase.objects.count() == 2


def test_products_ask_nothing_of_clients(admin_browser: StrictClient) -> None:
    Customer.objects.create(name="Чужой", sort_name="чужой")
    standing = Product.objects.create(name="Ложка", sort_name="ложка", sku="Л-1", price=Decimal(10))
    rows = (("Т-1", "Чайник", "Кухня", "1 000"), ("Л-1", "Ложка", "", "12"))
    imported = uploaded(admin_browser, table(rows, GOODS, "товары.csv"))
    assert imported.entity == "products"
    assert 'name="source_name"' not in text_of(admin_browser, "rules", imported)

    checked(admin_browser, imported, on_conflict="overwrite")
    preview = text_of(admin_browser, "preview", imported)
    assert reverse("sales:product", args=[standing.pk]) in preview
    assert "Чужой" not in preview
    applied(admin_browser, imported)
    text_of(admin_browser, "result", imported)
    standing.refresh_from_db()
    assert standing.price == Decimal(12)
    assert Product.objects.count() == 2


def test_the_kind_may_be_said_otherwise_and_what_is_missing_is_told(admin_browser: StrictClient) -> None:
    admin_browser.post(reverse("imports:new"), {"file": table(ROWS, HEADINGS, "продажи.csv")})
    imported = Import.objects.get()
    answer = admin_browser.post(reverse("imports:upload_of", args=[imported.pk]), {"entity": "products", "act": "next"})
    assert answer.status_code == 302
    imported.refresh_from_db()
    assert imported.entity == "products"
    page = admin_browser.post(reverse("imports:mapping", args=[imported.pk]), {"target-5": "price", "act": "next"})
    assert page.status_code == 422
    admin_browser.post(reverse("imports:upload_of", args=[imported.pk]), {"entity": "purchases", "act": "next"})
    page = admin_browser.post(reverse("imports:mapping", args=[imported.pk]), {"target-5": "price", "act": "next"})
    assert page.status_code == 422


def test_a_cell_put_right_finds_out_whether_the_purchase_is_there(admin_browser: StrictClient) -> None:
    first = checked(admin_browser, uploaded(admin_browser, table(ROWS, HEADINGS)), use=list(DEFAULT_KEYS))
    applied(admin_browser, first)
    wrong = (*ROWS[2][:5], "дорого", "")
    second = checked(admin_browser, uploaded(admin_browser, table((wrong,), HEADINGS)), use=list(DEFAULT_KEYS))
    assert second.counts["rejected"] == 1

    admin_browser.post(reverse("imports:cell", args=[second.pk, second.rows.get().number, 5]), {"value": "900"})

    assert second.rows.get().reason == "already"


def test_a_purchase_of_several_clients_waits_for_a_decision(admin_browser: StrictClient, admin_user: User) -> None:
    one, other = (make_person(name, responsible=admin_user) for name in ("Первая Анна", "Вторая Анна"))
    for client in (one, other):
        make_phone(client, "+7 916 111-22-33")
    rows = (*ROWS, ("+7 916 111-22-33", "А-2", "02.10.2026", "Чашка", "1", "100", ""))
    imported = uploaded(admin_browser, table(rows, HEADINGS, "продажи.csv"))
    checked(admin_browser, imported, use=list(DEFAULT_KEYS))
    assert (imported.counts["doubtful"], imported.counts["new"]) == (3, 1)
    row = StagedRow.objects.of(imported).filter(verdict="doubtful").order_by("number")[0]
    url = reverse("imports:doubt", args=[imported.pk, row.number])
    assert url in text_of(admin_browser, "preview", imported)
    page = admin_browser.get(url).content.decode()
    assert "Первая Анна" in page
    assert "Чайник" in page

    assert admin_browser.post(url, {"decision": str(other.pk)}).status_code == 302

    imported.refresh_from_db()
    assert (imported.counts["doubtful"], imported.counts["new"]) == (0, 4), "one answer is for all rows of a client"
    last = StagedRow.objects.of(imported).get(number=row.number + 3)
    admin_browser.post(reverse("imports:doubt", args=[imported.pk, last.number]), {"decision": "skip"})
    applied(admin_browser, imported)
    assert Purchase.objects.get(number="А-1").customer == other
    assert not Purchase.objects.filter(number="А-2").exists()


def test_a_doubtful_purchase_may_be_of_a_new_client(admin_browser: StrictClient, admin_user: User) -> None:
    for name in ("Первая Анна", "Вторая Анна"):
        make_phone(make_person(name, responsible=admin_user), "+7 916 111-22-33")
    imported = uploaded(admin_browser, table(ROWS, HEADINGS, "продажи.csv"))
    checked(admin_browser, imported, use=list(DEFAULT_KEYS))
    row = StagedRow.objects.of(imported).filter(verdict="doubtful").order_by("number")[0]

    admin_browser.post(reverse("imports:doubt", args=[imported.pk, row.number]), {"decision": "new"})
    applied(admin_browser, imported)

    made = Purchase.objects.get(number="А-1").customer
    assert made.made_in == Purchase.objects.get(number="А-1").made_in
    assert made.contact_points.get().value == Customer.objects.order_by("pk")[0].contact_points.get().value
