"""Reports of sales against hand-computed rows, their rights, and the lists behind their numbers."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import company
from accounts.models import Role, User
from accounts.services import system_user
from core.registries.reports import Cell, ReportAsk, ReportResult, Row, reports
from customers.models import Customer
from sales import catalogue, services
from sales.models import CustomerValue, Purchase
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
CODES = ["demand", "average-check", "buyers", "repeat-purchases", "sources", "discounts"]


@pytest.fixture
def admin() -> User:
    """Sees everybody."""
    return make_user(role=Role.objects.get(code="admin"), last_name="Главная")


def ask(user: User, days: int = 30, **values: object) -> ReportAsk:
    today = company.today()
    since = today - dt.timedelta(days=days - 1)
    return ReportAsk(user=user, since=since, until=today, zone=ZoneInfo("Europe/Moscow"), today=today, values=values)


def build(code: str, asked: ReportAsk) -> ReportResult:
    return reports.get(code).build(asked)


def cells(row: Row) -> dict[str, Any]:
    return {name: cell.value for name, cell in row.cells.items()}


def lines(result: ReportResult, table: int = 0) -> dict[str, dict[str, Any]]:
    """Rows of a table by their first cell."""
    first = result.tables[table].columns[0].code
    return {str(row.cells[first].value): cells(row) for row in result.tables[table].rows}


def tea_and_cake(buyer: Customer, other: Customer) -> None:
    """Tea 5 × 100 − 50, then 1 of it back; tea and cake by the other; an invoice that counts nowhere."""
    tea, cake = make_product("Чай", "100", cost="60", category="Напитки"), make_product("Торт", "400", cost="300")
    shop = catalogue.ensure_shop("Центр")
    first = make_purchase(
        buyer, Line(product=tea, quantity=Decimal(5), discount=Decimal(50)), days_ago=3, shop=shop, promo_code="ЧАЙ"
    )
    services.give_back(by=system_user(), purchase=first, quantities={first.lines.get().pk: Decimal(1)})
    make_purchase(other, Line(product=tea), Line(product=cake), days_ago=2, channel="site")
    make_purchase(other, Line(product=cake), days_ago=1, status="invoiced")
    make_purchase(other, Line(product=cake), days_ago=45)


def test_demand_by_product_by_hand(admin: User) -> None:
    tea_and_cake(make_person(), make_person())

    found = lines(build("demand", ask(admin)))

    # Tea: 450 + 100 − 90, at a cost of 60 for five pieces; cake: 400 at 300.
    tea, cake = found["Чай"], found["Торт"]
    assert (tea["number"], tea["buyers"], tea["quantity"], tea["total"], tea["profit"]) == (2, 2, 5, 460, 160)
    assert (cake["number"], cake["buyers"], cake["quantity"], cake["total"], cake["profit"]) == (1, 1, 1, 400, 100)
    assert tea["share"] == 53.5
    assert cells(build("demand", ask(admin)).tables[0].rows[-1])["total"] == 860


@pytest.mark.parametrize(
    ("by", "name", "number", "total"), [("category", "Напитки", 2, 460), ("shop", "Центр", 1, 360)]
)
def test_demand_by_category_and_shop(admin: User, by: str, name: str, number: int, total: int) -> None:
    tea_and_cake(make_person(), make_person())

    found = lines(build("demand", ask(admin, by=by)))[name]

    assert (found["number"], found["total"]) == (number, total)


def test_kept_months_of_categories_say_what_lines_say(admin: User) -> None:
    tea_and_cake(make_person(), make_person())
    today = company.today()
    whole = ReportAsk(
        user=admin, since=(today - dt.timedelta(days=300)).replace(day=1), until=today,
        zone=ZoneInfo("Europe/Moscow"), today=today, values={"by": "category"},
    )  # fmt: skip
    by_lines = ReportAsk(
        user=admin, since=whole.since + dt.timedelta(days=1), until=today, zone=whole.zone, today=today,
        values={"by": "category"},
    )  # fmt: skip

    kept, counted = build("demand", whole), build("demand", by_lines)

    assert lines(kept) == lines(counted)
    assert kept.charts == counted.charts


@pytest.mark.parametrize("by", ["product", "category", "shop", "seller"])
def test_a_number_of_demand_opens_its_purchases(admin: User, client_for: Browsers, by: str) -> None:
    tea_and_cake(make_person("Морозова Елена"), make_person("Иванов Пётр"))
    result = build("demand", ask(admin, by=by))

    for row in result.tables[0].rows[:-1]:
        page = client_for(admin).get(row.cells["number"].url)
        assert page.status_code == 200
        assert page.content.decode().count("/purchases/") >= row.cells["number"].value


def test_average_check_by_hand(admin: User) -> None:
    tea_and_cake(make_person(), make_person())

    result = build("average-check", ask(admin))

    altogether = cells(result.tables[0].rows[-1])
    # 450 + 500 − 90, in two purchases.
    assert (altogether["number"], altogether["total"], altogether["average"]) == (2, 860, 430)
    assert (altogether["median"], altogether["most"]) == (475, 500)
    assert lines(result, 1)["Центр"]["average"] == 360
    assert [row.cells["total"].value for row in result.tables[2].rows] == [500, 360]


def test_new_returned_and_regular_buyers_by_hand(admin: User, client_for: Browsers) -> None:
    new, returned, regular = make_person("Новая Анна"), make_person("Вернулся Пётр"), make_person("Верная Вера")
    make_purchase(new, total="100", days_ago=0)
    make_purchase(returned, total="10", days_ago=181)
    make_purchase(returned, total="200", days_ago=0)
    make_purchase(regular, total="10", days_ago=100)
    make_purchase(regular, total="300", days_ago=0)
    make_purchase(regular, total="50", days_ago=0)

    result = build("buyers", ask(admin, days=2))

    (row,) = result.tables[0].rows
    found = cells(row)
    assert (found["buyers"], found["new"], found["returned"], found["regular"]) == (3, 1, 1, 1)
    assert (found["new_sum"], found["returned_sum"], found["regular_sum"]) == (100, 200, 350)
    page = client_for(admin).get(row.cells["returned"].url).content.decode()
    assert "Вернулся" in page
    assert "Новая" not in page


def test_repeat_purchases_by_hand(admin: User) -> None:
    once, twice = make_person(), make_person()
    make_purchase(once, total="100", days_ago=5)
    for days in (70, 20):
        make_purchase(twice, total="150", days_ago=days)

    result = build("repeat-purchases", ask(admin, days=90))

    assert [(row.cells["buyers"].value, row.cells["total"].value) for row in result.tables[0].rows] == [
        (1, 100),
        (1, 300),
    ]
    assert [tile.value for tile in result.tiles] == [2, 1, 50.0, 1.5]
    cohorts = [cells(row) for row in result.tables[1].rows]
    assert sum(row["buyers"] for row in cohorts) == 2
    assert (sum(row["n30"] for row in cohorts), sum(row["n90"] for row in cohorts)) == (0, 1)


def test_a_number_of_repeat_purchases_opens_its_purchases(admin: User, client_for: Browsers) -> None:
    once, twice = make_person("Разовая Анна"), make_person("Дважды Пётр")
    make_purchase(once, total="100", days_ago=5)
    for days in (70, 20):
        make_purchase(twice, total="150", days_ago=days)
    window, (bands, cohorts) = client_for(admin), build("repeat-purchases", ask(admin, days=90)).tables

    def behind(cell: Cell) -> str:
        response = window.get(cell.url)
        assert response.status_code == 200
        return str(response.content.decode())

    rare, often = (behind(row.cells["number"]) for row in bands.rows)
    assert ("Разовая" in rare, "Дважды" in rare) == (True, False)
    assert ("Разовая" in often, often.count("/purchases/") >= 2) == (False, True)
    assert any("Дважды" in behind(row.cells["n90"]) for row in cohorts.rows if row.cells["n90"].value)
    assert all(row.cells["buyers"].url for row in cohorts.rows)
    url = reverse("reports:behind", args=["repeat-purchases"])
    for key in ("band:4", "band:", "first:2026-13-01:0", "first:2026-01-01:7", "x"):
        assert window.get(url, {"key": key}).status_code == 404


def test_sources_and_what_they_brought(admin: User) -> None:
    for source, total in (("Выставка", "300"), ("Выставка", ""), ("", "70")):
        client = make_person(source=source)
        if total:
            make_purchase(client, total=total, days_ago=1)
    old = make_person(source="Сайт")
    Customer.objects.filter(pk=old.pk).update(created_at=timezone.now() - dt.timedelta(days=50))

    found = lines(build("sources", ask(admin)))

    assert "Сайт" not in found
    fair = found["Выставка"]
    assert (fair["clients"], fair["buyers"], fair["share"], fair["total"], fair["each"]) == (2, 1, 50.0, 300, 150)
    assert cells(build("sources", ask(admin)).tables[0].rows[-1])["total"] == 370


def test_discounts_against_profit_by_hand(admin: User, client_for: Browsers) -> None:
    tea_and_cake(make_person("Морозова Елена"), make_person("Иванов Пётр"))

    result = build("discounts", ask(admin))

    plain, tenth = result.tables[0].rows
    # The return gives back a fifth of the discount: 450 − 90 of 500 − 100, and stands in the same band.
    assert cells(tenth) | {"name": ""} == {
        "name": "", "number": 1, "before": 400, "discount": 40, "depth": 10.0, "total": 360, "profit": 120,
        "margin": 33.3,
    }  # fmt: skip
    assert (plain.cells["number"].value, plain.cells["total"].value) == (1, 500)
    assert lines(result, 1)["ЧАЙ"]["discount"] == 50
    page = client_for(admin).get(tenth.cells["number"].url).content.decode()
    assert "Морозова" in page
    assert "Иванов" not in page


@pytest.mark.parametrize("code", CODES)
def test_each_counts_the_reader_s_clients_alone(code: str, manager: User, colleague: User) -> None:
    tea_and_cake(make_person(responsible=colleague), make_person(responsible=colleague))
    assert CustomerValue.objects.filter(number__gt=0).exists()

    result = build(code, ask(manager, by="product"))

    assert not any(tile.value for tile in result.tiles)
    numbers = [cell.value for table in result.tables for row in table.rows for cell in list(row.cells.values())[1:]]
    assert not any(numbers)


@pytest.mark.parametrize("code", CODES)
def test_each_is_a_page_and_a_file(code: str, admin: User, client_for: Browsers) -> None:
    tea_and_cake(make_person(source="Сайт"), make_person())
    browser = client_for(admin)

    assert browser.get(f"/reports/{code}/?period=365").status_code == 200
    assert browser.get(f"/reports/{code}/file/?period=365").content[:2] == b"PK"
    assert browser.get(f"/reports/{code}/behind/?key=nothing").status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_a_role_without_profit_sees_none(code: str, admin: User) -> None:
    tea_and_cake(make_person(), make_person())
    Role.objects.filter(pk=admin.role_id).update(field_rights={"purchases_profit": "hidden"})
    reader = User.objects.select_related("role").get(pk=admin.pk)

    result = build(code, ask(reader))

    assert not {"profit", "margin"} & {column.code for table in result.tables for column in table.columns}
    assert "Profit" not in {str(tile.label) for tile in result.tiles}


def test_statements_do_not_grow_with_rows(admin: User, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make_purchase(make_person(), Line(product=make_product(f"Чай {number}")), days_ago=number)

    for code in CODES:
        with django_assert_max_num_queries(8):
            build(code, ask(admin))


def test_sources_beyond_the_first_are_in_the_total(admin: User) -> None:
    rows = [Customer(name=f"{n}", sort_name=f"{n}", source=f"Источник {n:03}") for n in range(205)]
    made = Customer.objects.bulk_create(rows)
    make_purchase(made[0], total="10")
    CustomerValue.objects.filter(customer__in=[one.pk for one in made[1:]]).update(number=1, total=7)
    Customer.objects.filter(pk=make_person(source="").pk).update(archived_at=timezone.now())

    result = build("sources", ask(admin))

    table = result.tables[0]
    assert len(table.rows) == 201
    assert "200" in str(table.note)
    assert "205" in str(table.note)
    whole = cells(table.rows[-1])
    assert (whole["clients"], whole["buyers"], whole["total"]) == (205, 205, 10 + 204 * 7)
    assert [tile.value for tile in result.tiles] == [205, 205, 100.0, 10 + 204 * 7]


@pytest.mark.parametrize("code", ["demand", "average-check", "discounts"])
def test_numbers_open_what_they_count_and_names_what_sums_are_made_of(
    admin: User, client_for: Browsers, code: str
) -> None:
    tea_and_cake(make_person(), make_person())
    browser = client_for(admin)

    def opened(url: str) -> set[str]:
        return set(re.findall(r'href="(/purchases/\d+/)"', browser.get(url).content.decode()))

    for by in ("product", "category", "shop", "seller") if code == "demand" else ("",):
        for table in build(code, ask(admin, by=by)).tables:
            for row in table.rows:
                cells_of = row.cells
                if cells_of["number"].url:
                    assert len(opened(cells_of["number"].url)) == cells_of["number"].value
                    sums = sum(Purchase.objects.get(pk=url.split("/")[2]).total for url in opened(cells_of["name"].url))
                    assert by in ("product", "category") or sums == cells_of["total"].value


def test_a_list_behind_is_as_closed_as_its_report(admin: User, client_for: Browsers) -> None:
    tea_and_cake(make_person("Морозова Елена"), make_person("Иванов Пётр"))
    Role.objects.filter(pk=admin.role_id).update(field_rights={"purchases_discount": "hidden"})

    browser = client_for(User.objects.get(pk=admin.pk))

    assert browser.get("/reports/discounts/behind/?key=10").status_code == 404
    assert browser.get("/reports/demand/?until=0001-01-01").status_code == 422
