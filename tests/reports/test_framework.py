"""The framework of reports: periods, charts, values, rights, the kept result, the file."""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.http import QueryDict

from accounts.models import User
from core.registries.reports import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)
from journal.models import Entry
from reports.framework import charts
from reports.framework.asking import PeriodForm, period
from reports.framework.values import length, said
from reports.trail import TAKEN
from tests.harness.client import StrictClient

Browsers = Callable[[User], StrictClient]
TODAY = dt.date(2026, 11, 22)
PAGE = "/reports/probe/"


class Probe:
    """A report that counts how often it is worked out."""

    def __init__(self) -> None:
        self.times = 0
        self.asks: list[ReportAsk] = []

    def build(self, ask: ReportAsk) -> ReportResult:
        self.times += 1
        self.asks.append(ask)
        columns = [
            Column(code="who", label="Кто", measure=Measure.TEXT),
            Column(code="n", label="Сколько"),
            Column(code="long", label="Долго", measure=Measure.SECONDS),
        ]
        row = Row({"who": Cell("=1+1"), "n": Cell(1234, "/clients/?city__is=X"), "long": Cell(4800)})
        bars = Chart(code="bars", title="По дням", kind=ChartKind.BARS, labels=["1", "2"], series=[("<b>", [1, 2])])
        grid = Chart(code="grid", title="По часам", kind=ChartKind.HEAT, labels=["9:00"], series=[("пн", [3])])
        return ReportResult(
            tiles=[Tile(label="Всего", value=120, before=100)],
            charts=[bars, grid],
            tables=[Table(code="t", title="Люди: все", columns=columns, rows=[row])],
        )


@pytest.fixture
def probe() -> Iterator[Probe]:
    """Offered for the time of the test."""
    made = Probe()
    report = Report(code="probe", label="Проба", about="О пробе", build=made.build, rule="Считаем на пальцах")
    reports.add(report)
    yield made
    del reports._entries["probe"]


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("today", TODAY, TODAY),
        ("7", dt.date(2026, 11, 16), TODAY),
        ("month", dt.date(2026, 11, 1), TODAY),
        ("last-month", dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
        ("year", dt.date(2026, 1, 1), TODAY),
        ("", dt.date(2026, 10, 24), TODAY),
    ],
)
def test_ready_made_periods(code: str, since: dt.date, until: dt.date) -> None:
    assert period(code, TODAY, 30) == (since, until)


@pytest.mark.parametrize(
    "query",
    [
        "since=2026-11-20&until=2026-11-01",
        "since=0001-01-01",
        "until=0001-01-01",
        "until=1989-12-20",
        "until=9999-12-31",
        "since=2010-01-01&until=2026-01-01",
        "since=вчера",
        "period=' or 1=1",
    ],
)
def test_days_that_make_no_sense_are_refused(query: str) -> None:
    assert not PeriodForm(QueryDict(query), usual=30, today=TODAY).is_valid()


def test_one_day_of_ones_own_is_enough() -> None:
    form = PeriodForm(QueryDict("since=2026-11-01"), usual=30, today=TODAY)
    assert form.is_valid()
    assert form.cleaned_data["days"] == (dt.date(2026, 11, 1), TODAY)


def test_the_period_before_is_as_long() -> None:
    from zoneinfo import ZoneInfo

    ask = ReportAsk(user=None, since=dt.date(2026, 11, 1), until=TODAY, zone=ZoneInfo("UTC"), today=TODAY)
    assert (ask.before().since, ask.before().until) == (dt.date(2026, 10, 10), dt.date(2026, 10, 31))


@pytest.mark.parametrize(("value", "step"), [(0, 1), (0.3, 0.5), (1, 1), (3, 5), (21, 25), (120, 200)])
def test_axis_steps_are_round(value: float, step: float) -> None:
    assert charts.nice(value) == pytest.approx(step)


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.STACKED, ChartKind.LINES])
@pytest.mark.parametrize("values", [[], [0, 0], [1, 5], [0.5, 1_000_000]])
def test_charts_are_whole_xml_and_inside_their_box(kind: ChartKind, values: list[float]) -> None:
    labels = [str(at) for at in range(len(values))]
    chart = Chart(code="c", title="<Т & Т>", kind=kind, labels=labels, series=[('а"<', values), ("б", values)])
    root = ET.fromstring(charts.draw(chart))
    assert root.find("title").text == "<Т & Т>"  # type: ignore[union-attr]
    assert root.find("desc") is not None
    for shape in root.iter("rect"):
        assert float(shape.get("y", 0)) >= 0
        assert float(shape.get("height", 0)) >= 0
        assert float(shape.get("y", 0)) + float(shape.get("height", 0)) <= charts.HEIGHT


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 с"), (240, "4 мин"), (4800, "1 ч 20 мин"), (3600, "1 ч"), (183_600, "2 д 3 ч")]
)
def test_lengths_of_time(seconds: int, words: str) -> None:
    assert length(seconds) == words


def test_what_is_not_known_is_a_dash() -> None:
    assert said(None, Measure.SECONDS) == "—"


@pytest.mark.django_db
def test_page_shows_numbers_with_their_lists(client_for: Browsers, manager: User, probe: Probe) -> None:
    page = client_for(manager).get(PAGE).content.decode()
    assert 'href="/clients/?city__is=X"' in page
    assert "1 ч 20 мин" in page
    assert "Считаем на пальцах" in page
    assert "&lt;b&gt;" in page
    assert "20,0" in page


@pytest.mark.django_db
def test_a_result_is_kept_until_recomputed(client_for: Browsers, manager: User, admin_user: User, probe: Probe) -> None:
    browser = client_for(manager)
    browser.get(PAGE)
    browser.get(PAGE)
    assert probe.times == 1
    browser.get(f"{PAGE}?period=7")
    assert probe.times == 2
    client_for(admin_user).get(PAGE)
    assert probe.times == 3
    assert browser.post(f"{PAGE}recompute/", {"query": "period=7"})["Location"] == f"{PAGE}?period=7"
    assert probe.times == 4


@pytest.mark.django_db
def test_a_result_is_not_kept_over_a_change_of_rights(client_for: Browsers, manager: User, probe: Probe) -> None:
    browser = client_for(manager)
    browser.get(PAGE)
    manager.role.field_rights = {"phone": "hidden"}
    manager.role.save(update_fields=["field_rights"])
    browser.get(PAGE)
    assert probe.times == 2


@pytest.mark.django_db
def test_a_period_that_cannot_be_read_is_said(client_for: Browsers, manager: User, probe: Probe) -> None:
    response = client_for(manager).get(f"{PAGE}?since=2026-11-20&until=2026-11-01")
    assert response.status_code == 422
    assert probe.times == 0
    assert client_for(manager).get(f"{PAGE}file/?since=x").status_code == 404


@pytest.mark.django_db
def test_the_file_tells_rule_and_period_and_runs_nothing(client_for: Browsers, manager: User, probe: Probe) -> None:
    response = client_for(manager).get(f"{PAGE}file/?period=7")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    first, about = book.worksheets
    assert [cell.value for cell in first[1]] == ["Кто", "Сколько", "Долго"]
    assert first["A2"].value == "=1+1"
    assert first["A2"].data_type == "s"
    assert first["B2"].value == 1234
    assert "Считаем на пальцах" in [row[1].value for row in about.iter_rows()]
    assert Entry.objects.filter(verb=TAKEN, actor_id=manager.pk).count() == 1


@pytest.mark.django_db
def test_stranger_finds_no_reports(client_for: Browsers, stranger: User, probe: Probe) -> None:
    browser = client_for(stranger)
    for address in ("/reports/", PAGE, f"{PAGE}file/", f"{PAGE}behind/"):
        assert browser.get(address).status_code == 404
    assert browser.post(f"{PAGE}recompute/").status_code == 404


@pytest.mark.django_db
def test_list_of_reports_names_them(client_for: Browsers, manager: User, probe: Probe) -> None:
    page = client_for(manager).get("/reports/").content.decode()
    assert "О пробе" in page
    assert f'href="{PAGE}"' in page
