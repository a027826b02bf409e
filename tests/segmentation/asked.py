"""What tests of reports of scores ask, and how they read the answer."""

import datetime as dt
from typing import Any

from accounts import company
from accounts.models import Role, User
from core.registries.reports import Report, ReportAsk, ReportResult, Row, reports
from tests.factories.users import make_user

CODES = ("rfm", "abc", "base-types", "moves", "income-eaters", "retention")


def make_admin() -> User:
    """Sees everybody."""
    return make_user(role=Role.objects.get(code="admin"), last_name="Главная")


def ask(user: User, days: int = 365, **values: object) -> ReportAsk:
    """A question about so many days up to today."""
    ours = company.current()
    today = ours.today()
    since = today - dt.timedelta(days=days - 1)
    return ReportAsk(user=user, since=since, until=today, zone=ours.zone, today=today, values=values)


def build(code: str, asked: ReportAsk) -> ReportResult:
    """The report's answer."""
    return reports.get(code).build(asked)


def behind(code: str, asked: ReportAsk, key: str) -> list[str]:
    """Names behind a number."""
    report: Report = reports.get(code)
    assert report.behind is not None
    return [line.customer for line in report.behind(asked, key, 100).lines]


def cells(row: Row) -> dict[str, Any]:
    """Values by column."""
    return {name: cell.value for name, cell in row.cells.items()}


def field(result: ReportResult, row: int, column: int, view: int = 0) -> Any:
    """The number in a field of the only grid; None where there is no field."""
    found = result.grids[0].views[view].cells[row][column]
    return None if found is None else found.value
