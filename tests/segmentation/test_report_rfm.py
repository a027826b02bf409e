"""The page of RFM: figures against hand-computed rows, parts of the company, rights, what opens behind a number."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from core.registries.reports import reports
from customers.models import Customer
from sales import catalogue, services
from sales.services import Line
from segmentation.choices import Rfm
from segmentation.models import ScoreRun
from segmentation.scores import runs
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.segmentation.asked import CODES, ask, build, cells, make_admin

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]


@pytest.fixture
def admin() -> User:
    """Sees everybody."""
    return make_admin()


def five(responsible: User | None = None) -> list[Customer]:
    """By percent_rank each of the five has a grade of his own: the last is the best by all three."""
    made = []
    for place in range(5):
        person = make_person(f"Покупатель {'АБВГД'[place]}", responsible=responsible)
        for _again in range(place + 1):
            make_purchase(person, total=str(100 * (place + 1)), days_ago=100 - 20 * place)
        made.append(person)
    return made


def test_segments_by_hand(admin: User) -> None:
    five()
    make_person("Без Покупок")
    runs.full()

    result = build("rfm", ask(admin))

    # Grades 111, 222, 333, 444, 555; sums 100, 400, 900, 1600, 2500.
    found = {str(cells(row)["segment"]): cells(row) for row in result.tables[0].rows}
    assert len(found) == len(Rfm)
    best = found[str(Rfm.CHAMPIONS.label)]
    assert (best["customers"], best["share"], best["money"], best["each"]) == (1, 20.0, 2500, 500)
    assert best["of_money"] == 45.5
    assert found[str(Rfm.LOST.label)]["customers"] == 1
    assert [tile.value for tile in result.tiles[:4]] == [5, 5500, 80.0, round(Decimal(5500) / 15, 2)]


def test_the_map_has_each_buyer_in_one_field(admin: User) -> None:
    five()
    runs.full()

    (grid,) = build("rfm", ask(admin)).grids

    people, money, each = grid.views
    assert [[cell.value for cell in line if cell] for line in people.cells] == [
        [0, 0, 0, 0, 1], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0], [1, 0, 0, 0, 0],
    ]  # fmt: skip
    best = money.cells[0][4]
    worst = each.cells[0][0]
    assert best is not None
    assert worst is not None
    assert (best.value, best.says) == (2500, Rfm.CHAMPIONS.label)
    assert worst.value is None
    assert grid.columns[4][0] == "R5"


def test_a_number_opens_its_clients(admin: User, client_for: Browsers) -> None:
    five()
    runs.full()
    result = build("rfm", ask(admin))
    champions = result.tables[0].rows[0]
    best = result.grids[0].views[0].cells[0][4]
    assert best is not None

    for url in (champions.cells["customers"].url, best.url):
        page = client_for(admin).get(url).content.decode()
        assert "Покупатель Д" in page
        assert "Покупатель Г" not in page


def shop_and_other() -> None:
    """Three buy in the shop, once, twice, three times; the best buyer of all only elsewhere."""
    shop, tea = catalogue.ensure_shop("Центр"), make_product("Чай", "10", category="Напитки")
    for place in range(3):
        person = make_person(f"Магазинный {'АБВ'[place]}")
        for _again in range(place + 1):
            make_purchase(person, Line(product=tea, quantity=Decimal(place + 1)), days_ago=50 - 20 * place, shop=shop)
    other = make_person("Чужой")
    for _again in range(4):
        make_purchase(other, total="5000", days_ago=1)


@pytest.mark.parametrize("part", ["shop", "category"])
def test_a_part_is_filtered_or_graded_by_itself(admin: User, part: str, client_for: Browsers) -> None:
    shop_and_other()
    runs.full()
    pk = {"shop": catalogue.ensure_shop("Центр"), "category": catalogue.ensure_category("Напитки")}[part].pk  # type: ignore[union-attr]

    whole, own = (build("rfm", ask(admin, **{part: str(pk), "grades": grades})) for grades in ("", "own"))

    assert whole.tiles[0].value == own.tiles[0].value == 3
    # 1 × 10, 2 × 20, 3 × 30.
    assert own.tiles[1].value == whole.tiles[1].value == 140
    champions = [cells(result.tables[0].rows[0])["customers"] for result in (whole, own)]
    assert champions == [0, 1]
    row = own.tables[0].rows[0]
    page = client_for(admin).get(row.cells["customers"].url).content.decode()
    assert "Магазинный В" in page
    assert "Магазинный А" not in page


def test_a_manager_counts_his_own_and_sees_no_sums_without_the_right(client_for: Browsers) -> None:
    role = Role.objects.create(
        name="Без сумм", scope="own", permissions=["customers.view"], field_rights={"purchases_total": "hidden"}
    )
    manager = make_user(role=role)
    five()
    mine = make_person("Мой Покупатель", responsible=manager)
    make_purchase(mine, total="77", days_ago=1)
    runs.full()

    result = build("rfm", ask(manager))
    page = client_for(manager).get("/reports/rfm/").content.decode()

    assert result.tiles[0].value == 1
    assert all(column.code != "money" for column in result.tables[0].columns)
    assert len(result.grids[0].views) == 1
    assert not re.search(r"\b77\b", page)


def test_totals_of_all_count_everybody_but_open_only_ones_own() -> None:
    role = Role.objects.create(name="Итоги", scope="own", permissions=["customers.view", "office.totals"])
    person = make_user(role=role)
    five()
    runs.full()

    result = build("rfm", ask(person))

    assert result.tiles[0].value == 5
    assert result.notice
    behind = reports.get("rfm").behind
    assert behind is not None
    assert behind(ask(person), "segment:champions", 10).lines == []


def test_before_the_first_counting_there_are_words(admin: User, client_for: Browsers) -> None:
    browser = client_for(admin)
    for code in CODES:
        assert build(code, ask(admin)).nothing is not None
        assert browser.get(f"/reports/{code}/").status_code == 200


@pytest.mark.parametrize("base", ["empty", "one", "equal", "returns"])
def test_odd_bases_have_a_defined_page(admin: User, client_for: Browsers, base: str) -> None:
    if base == "one":
        make_purchase(make_person(), total="100")
    if base == "equal":
        for _one in range(3):
            make_purchase(make_person(), total="100", days_ago=3)
    if base == "returns":
        bought = make_purchase(make_person(), Line(product=make_product()), days_ago=2)
        services.give_back(by=system_user(), purchase=bought, quantities={bought.lines.get().pk: Decimal(1)})
    runs.full()

    browser = client_for(admin)
    for code in CODES:
        assert browser.get(f"/reports/{code}/").status_code == 200
        assert browser.get(f"/reports/{code}/file/").status_code == 200


def test_a_failed_counting_leaves_the_last_good_picture(admin: User) -> None:
    five()
    good = runs.full()
    ScoreRun.objects.create(
        as_of=good.as_of, kind="nightly", state="failed", settings=good.settings, started_at=timezone.now(),
        finished_at=timezone.now(), error="место на диске кончилось",
    )  # fmt: skip

    result = build("rfm", ask(admin))

    assert f"{good.as_of:%d.%m.%Y}" in str(result.notice)
    assert result.tiles[0].value == 5
