"""Grids, curves, bars and buttons of reports: on the page and in the file."""

import io
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from accounts.models import User
from core.registries.reports import (
    Act,
    Behind,
    BehindLine,
    Cell,
    Chart,
    ChartKind,
    Column,
    Cut,
    Grid,
    GridCell,
    GridView,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    reports,
)
from reports.framework import charts
from reports.framework.grids import shown
from tests.harness.client import StrictClient

Browsers = Callable[[User], StrictClient]
CURVE = Chart(
    code="curve", title="Кто сколько", kind=ChartKind.CURVE, labels=["0", "20", "100"],
    series=[("Сумма", [0, 80, 100])], measure=Measure.SHARE, cuts=[Cut("A", 20, 80), Cut("B", 50, 95)], wide=False,
)  # fmt: skip
GRID = Grid(
    code="grid",
    title="Было и стало",
    columns=[("<b>R1</b>", "давно"), ("R2", "")],
    rows=[("F1", ""), ("F2", "")],
    views=[
        GridView(
            label="Люди", cells=[[GridCell(6, "Ушли", "/clients/"), GridCell(0)], [GridCell(9, is_same=True), None]]
        ),
        GridView(label="Деньги", measure=Measure.MONEY, cells=[[GridCell(1), GridCell(2)], [GridCell(3), GridCell(4)]]),
    ],
    says="Строки и столбцы",
)  # fmt: skip


@pytest.fixture
def stamps() -> Iterator[list[int]]:
    """A report with all of it, and the stamp of what it reads."""
    stamp = [1]
    built: list[int] = []

    def build(ask: ReportAsk) -> ReportResult:
        built.append(stamp[0])
        columns = [
            Column(code="who", label="Кто", measure=Measure.TEXT),
            Column(code="part", label="Доля", measure=Measure.PART),
        ]
        row = Row(
            {"who": Cell("Все", hue="hue-3"), "part": Cell(25)}, acts=[Act("Обойти", "/walk/"), Act("Взять", "/x/")]
        )
        table = Table(code="t", title="Люди", columns=columns, rows=[row, Row({"who": Cell("Ещё"), "part": Cell(50)})])
        return ReportResult(
            charts=[CURVE], grids=[GRID], tables=[table], explained=[("Окно", "год")], notice="Вчера не посчиталось"
        )

    def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
        line = BehindLine(at=None, who="Анна", what="545", customer="Пётр", url="/clients/1/")
        return Behind(title="Кто", lines=[line], headings=("", "Менеджер", "Оценки", "Клиент"))

    reports.add(
        Report(
            code="gridded", label="Проба", about="", build=build, rule="", behind=behind, stamp=lambda: stamp[0],
            recount=lambda user: "/elsewhere/", links=lambda user: [Act("Настройки", "/settings/", "settings")],
        )
    )  # fmt: skip
    yield stamp
    del reports._entries["gridded"]


def test_colours_leave_out_what_has_not_moved() -> None:
    (people, _money) = shown(GRID).views

    (_head, first), (_second, second) = people.rows
    assert [one and one.step for one in first] == [6, 0]
    assert second[0] is not None
    assert (second[0].step, second[0].is_same, second[1]) == (0, True, None)


def test_a_curve_is_drawn_with_its_borders() -> None:
    picture = ET.fromstring(str(charts.draw(CURVE)))

    assert "20" in "".join(picture.itertext())
    assert len([one for one in picture.iter() if one.tag == "circle"]) == 2
    assert [one.text for one in picture.iter("text")][-3:] == ["A", "B", "C"]


def test_a_curve_of_nothing_is_no_fault() -> None:
    empty = Chart(code="e", title="", kind=ChartKind.CURVE, labels=["0"], series=[("", [0.0])], measure=Measure.SHARE)

    assert ET.fromstring(str(charts.draw(empty))).tag == "svg"


@pytest.mark.django_db
def test_the_page_shows_all_of_it(stamps: list[int], admin_user: User, client_for: Browsers) -> None:
    page = client_for(admin_user).get("/reports/gridded/").content.decode()

    for words in ("Вчера не посчиталось", "Окно", "Обойти", "&lt;b&gt;R1", 'width="50%"', 'href="/settings/"', "Ушли"):
        assert words in page
    assert page.count('type="radio" name="view-grid"') == 2


@pytest.mark.django_db
def test_each_view_is_a_sheet(stamps: list[int], admin_user: User, client_for: Browsers) -> None:
    answer = client_for(admin_user).get("/reports/gridded/file/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))

    assert len(book.worksheets) == 4
    people = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert people[1:] == [["F1", 6, 0], ["F2", 9, None]]
    about = [cell.value for row in book.worksheets[3].iter_rows() for cell in row]
    assert "Вчера не посчиталось" in about


@pytest.mark.django_db
def test_counted_anew_when_what_it_reads_was(stamps: list[int], admin_user: User, client_for: Browsers) -> None:
    browser = client_for(admin_user)
    browser.get("/reports/gridded/")
    stamps[0] = 2

    assert "Обойти" in browser.get("/reports/gridded/").content.decode()
    assert browser.post("/reports/gridded/recompute/")["Location"] == "/elsewhere/"
    behind = browser.get("/reports/gridded/behind/?key=x").content.decode()
    assert "Менеджер" in behind
    assert "Пётр" in behind
