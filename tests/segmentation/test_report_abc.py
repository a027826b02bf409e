"""ABC, XYZ and who eats the income, against hand-computed rows."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from accounts.models import Role, User
from sales import catalogue
from sales.services import Line
from segmentation.models import Segment, SegmentMember, SegmentPick
from segmentation.reports import people
from segmentation.scores import runs
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.segmentation.asked import ask, behind, build, cells, make_admin

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]


@pytest.fixture
def admin() -> User:
    """Sees everybody."""
    return make_admin()


def hundred() -> None:
    """60, 25, 10 and 5 of a hundred: before them stood 0, 60, 85 and 95 per cent."""
    for name, total in (("Первый", "60"), ("Второй", "25"), ("Третий", "10"), ("Четвёртый", "5")):
        make_purchase(make_person(name), total=total, days_ago=5)


def test_classes_by_hand(admin: User) -> None:
    hundred()
    runs.full()

    result = build("abc", ask(admin))

    a, b, c, whole = (cells(row) for row in result.tables[0].rows)
    assert [(row["n"], row["value"]) for row in (a, b, c, whole)] == [(2, 85), (1, 10), (1, 5), (4, 100)]
    assert (a["share"], a["of_value"], a["norm"], a["norm_value"]) == (50.0, 85.0, "15–20\u202f%", "75–85\u202f%")
    (curve,) = result.charts
    assert [(cut.name, cut.across, cut.up) for cut in curve.cuts] == [("A", 50.0, 85.0), ("B", 75.0, 95.0)]
    assert (curve.labels[0], curve.labels[-1], curve.series[0][1][-1]) == ("0", "100", 100.0)


def test_borders_of_ones_own(admin: User) -> None:
    hundred()
    runs.full()

    asked = ask(admin, a=Decimal(50), b=Decimal(85))
    result = build("abc", asked)

    assert [cells(row)["n"] for row in result.tables[0].rows[:3]] == [1, 1, 2]
    assert behind("abc", asked, "C") == ["Третий", "Четвёртый"]


def test_a_class_opens_its_clients(admin: User, client_for: Browsers) -> None:
    hundred()
    runs.full()

    url = build("abc", ask(admin)).tables[0].rows[1].cells["n"].url

    page = client_for(admin).get(url).content.decode()
    assert "Третий" in page
    assert "Второй" not in page


def test_within_a_shop_and_of_a_manager(admin: User, client_for: Browsers) -> None:
    shop, other = (catalogue.ensure_shop(name) for name in ("Центр", "Окраина"))
    anna = make_user(last_name="Анна")
    for name, here, there, manager in (("Первый", 5, 900, None), ("Второй", 80, 0, anna), ("Третий", 15, 0, anna)):
        person = make_person(name, responsible=manager)
        make_purchase(person, total=str(here), days_ago=5, shop=shop)
        if there:
            make_purchase(person, total=str(there), days_ago=5, shop=other)
    runs.full()

    assert shop is not None
    whole, inside, hers = ask(admin), ask(admin, shop=str(shop.pk)), ask(admin, manager=str(anna.pk))

    # 905, 80, 15 of a thousand; 80, 15, 5 of a hundred within the shop; 80, 15 of 95 of the manager's.
    assert [build("abc", asked).tiles[1].value for asked in (whole, inside, hers)] == [1000, 100, 95]
    assert [behind("abc", asked, "A") for asked in (whole, inside, hers)] == [["Первый"], ["Второй"], ["Второй"]]
    assert [behind("abc", asked, "C") for asked in (whole, inside, hers)] == [["Третий"], ["Первый"], []]
    assert behind("abc", inside, "all") == ["Второй", "Третий", "Первый"]
    table = build("abc", inside).tables[0]
    page = client_for(admin).get(table.rows[0].cells["n"].url).content.decode()
    assert ("Второй" in page, "Первый" in page) == (True, False)


def test_a_long_list_is_read_page_by_page(admin: User, client_for: Browsers, monkeypatch: pytest.MonkeyPatch) -> None:
    hundred()
    make_purchase(make_person("Пятый"), total="5", days_ago=5)
    runs.full()
    monkeypatch.setattr(people, "PAGE", 2)
    browser, address, pages = client_for(admin), "/reports/abc/behind/?key=all", []

    while address:
        answer = browser.get(address)
        lines = answer.context["behind"]
        pages.append([line.customer for line in lines.lines])
        assert lines.number == 5
        address = f"/reports/abc/behind/?key=all&after={lines.next}" if lines.next else ""

    assert pages == [["Первый", "Второй"], ["Третий", "Четвёртый"], ["Пятый"]]
    assert browser.get("/reports/abc/behind/?key=all&after=x").status_code == 404


def test_a_list_that_is_no_rule_becomes_a_fixed_segment(admin: User, client_for: Browsers) -> None:
    hundred()
    runs.full()
    browser, address = client_for(admin), "/reports/abc/behind/segment/?key=all"
    asked = {"name": "Покупатели"}
    assert "ABC" in browser.get("/reports/abc/behind/?key=all").context["keep_as"]

    answer = browser.post(address, asked)

    segment = Segment.objects.get(name="Покупатели")
    assert answer["Location"] == segment.get_absolute_url()
    members = SegmentMember.objects.filter(segment=segment, left_at=None)
    assert members.count() == segment.state.size == len(behind("abc", ask(admin), "all"))
    assert browser.post(address, asked)["Location"].startswith("/reports/abc/behind/?key=all")  # the name is taken
    browser.post(f"/office/operations/{SegmentPick.objects.values_list('made_in', flat=True).distinct().get()}/undo/")
    assert not Segment.objects.filter(pk=segment.pk, archived_at=None).exists()
    assert browser.post("/reports/abc/behind/segment/?key=all&of=products", asked).status_code == 404
    viewer = client_for(make_user(role=Role.objects.get(code="viewer")))
    assert viewer.post(address, asked).status_code == 404


def test_products_by_number_and_evenness(admin: User) -> None:
    tea, cake, bun = make_product("Чай", "10"), make_product("Торт", "10"), make_product("Булка", "10")
    person = make_person()
    for days in (5, 40, 75, 110):
        make_purchase(person, Line(product=tea, quantity=Decimal(20)), days_ago=days)
    make_purchase(person, Line(product=cake, quantity=Decimal(15)), Line(product=bun, quantity=Decimal(5)), days_ago=5)
    runs.full()

    result = build("abc", ask(admin, of="products", measure="number"))

    # 80, 15 and 5 pieces: before them 0, 80, 95 per cent.
    assert [cells(row)["n"] for row in result.tables[0].rows] == [1, 1, 1, 3]
    assert behind("abc", ask(admin, of="products", measure="number"), "A") == ["Чай"]
    even = result.grids[0].views[0].cells
    assert [cell.value for cell in even[1] if cell] == [0, 0, 0, 1]
    assert sum(cell.value for cell in even[0] if cell) == 1


def test_who_eats_the_income_by_hand(admin: User) -> None:
    cheap = make_product("Дешёвый", "100", cost="60")
    dear = make_product("Дорогой", "1000", cost="100")
    loser, lover, small = make_person("Убыточный"), make_person("Скидочный"), make_person("Мелкий")
    make_purchase(loser, Line(product=cheap, quantity=Decimal(10), discount=Decimal(500)), days_ago=3)
    make_purchase(lover, Line(product=cheap, quantity=Decimal(10), discount=Decimal(250)), days_ago=3)
    make_purchase(small, Line(product=cheap), days_ago=3)
    make_purchase(make_person("Хороший"), Line(product=dear), days_ago=3)

    result = build("income-eaters", ask(admin, tail=20))

    # 1000 − 500 at a cost of 600; 1000 − 250 at 600 leaves 150; 100 is under a fifth of 2350; 1000 at 100 pays.
    found = [cells(row) for row in result.tables[0].rows]
    assert [row["n"] for row in found] == [1, 0, 1, 1, 1, 4]
    loss, _returns, discount, tail, _pays, whole = found
    assert (loss["total"], loss["profit"], discount["discount"], discount["profit"]) == (500, -100, 250, 150)
    assert (tail["total"], whole["total"]) == (100, 2350)
    assert behind("income-eaters", ask(admin), "loss") == ["Убыточный"]


def test_who_sees_no_sums_sees_none(client_for: Browsers) -> None:
    role = Role.objects.create(
        name="Без сумм", scope="all", permissions=["customers.view"],
        field_rights={"purchases_total": "hidden", "purchases_profit": "hidden"},
    )  # fmt: skip
    person = make_user(role=role)
    hundred()
    runs.full()

    browser = client_for(person)
    for code in ("abc", "income-eaters", "retention"):
        page = browser.get(f"/reports/{code}/")
        assert page.status_code == 200
        assert "₽" not in page.content.decode()
    assert browser.get("/reports/abc/behind/?key=A").status_code == 404
    assert browser.get("/reports/income-eaters/behind/?key=loss").status_code == 404


@pytest.mark.parametrize("query", ["a=95&b=80", "a=200", "of=x", "measure=y", "b=abc"])
def test_odd_questions_are_answered_under_their_field(admin: User, client_for: Browsers, query: str) -> None:
    assert client_for(admin).get(f"/reports/abc/?{query}").status_code == 422
