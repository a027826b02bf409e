"""Reports: one declaration each; page, filters, chart, table, drill-down, XLSX and print are written once."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from core.registries.report_parts import (
    Act,
    Cell,
    Chart,
    ChartKind,
    Column,
    Cut,
    Grid,
    GridCell,
    GridView,
    Hint,
    Measure,
    Row,
    Table,
    Tile,
    Words,
)
from core.registry import Registry

__all__ = [
    "Act", "Behind", "BehindLine", "Cell", "Chart", "ChartKind", "Column", "CustomerQuery", "Cut", "Grid", "GridCell",
    "GridView", "Hint", "Measure", "Report", "ReportAsk", "ReportResult", "Row", "Table", "Tile", "Words", "reports",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReportResult:
    """Everything the page shows. Kept for some minutes for the same reader and the same question."""

    tiles: Sequence[Tile] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    hints: Sequence[Hint] = ()
    grids: Sequence[Grid] = ()
    explained: Sequence[tuple[Words, Words]] = ()
    """What the numbers were counted by, named: method, borders, window."""
    notice: Words = ""
    """What the reader must know before he believes the numbers."""
    counted_at: dt.datetime | None = None
    """When what the report reads was counted, where that is not the report's own work."""
    nothing: tuple[Words, Words] | None = None
    """Instead of all the rest: why there is nothing to show, and what to do."""


@dataclass(frozen=True, kw_only=True)
class ReportAsk:
    """What is asked: by whom, for which days (both included), with which filters. Rights are the report's to apply.

    `user` is an `accounts.User`; `values` are the cleaned values of the report's own form.
    """

    user: Any
    since: dt.date
    until: dt.date
    zone: ZoneInfo
    today: dt.date
    values: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""
    """For the list behind a number: where the page before has ended, as `Behind.next` named it."""

    @property
    def begins(self) -> dt.datetime:
        """The first moment of the period in the company's zone."""
        return dt.datetime.combine(self.since, dt.time.min, self.zone)

    @property
    def ends(self) -> dt.datetime:
        """The first moment after the period."""
        return dt.datetime.combine(self.until + dt.timedelta(days=1), dt.time.min, self.zone)

    def before(self) -> "ReportAsk":
        """The same question about as many days just before."""
        days = self.until - self.since + dt.timedelta(days=1)
        return ReportAsk(
            user=self.user, since=self.since - days, until=self.until - days,
            zone=self.zone, today=self.today, values=self.values,
        )  # fmt: skip


@dataclass(frozen=True)
class BehindLine:
    """One thing that was counted."""

    at: dt.datetime | None
    who: str
    what: Words
    customer: str = ""
    url: str = ""


@dataclass(frozen=True)
class CustomerQuery:
    """All clients behind a number whom the reader may open: SQL of our own that gives their ids as `id`, its values."""

    query: str
    params: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The list behind a number that no list page shows; newest first, `more` when it was cut at the limit for good."""

    title: Words
    lines: Sequence[BehindLine]
    more: bool = False
    number: int | None = None
    """How many there are in all, where that is known."""
    next: str = ""
    """Where the next page begins, for lists that have pages."""
    headings: tuple[Words, Words, Words, Words] | None = None
    """Of time, person, words, client, where these are others; a column with an empty one is left out."""
    customers: CustomerQuery | None = None
    """Where it is a list of clients and no rule of theirs says the same: what can be kept as a fixed segment."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """`build(ask)` makes the whole result by set-based statements, over what the reader may see."""

    code: str
    label: Words
    about: Words
    """What question it answers, one sentence, for the list of reports."""
    build: Callable[[ReportAsk], ReportResult]
    rule: Words
    """How the numbers come about, in words; stands at the foot, in the print and in the file."""
    icon: str = "chart-pie"
    form: Callable[..., Any] | None = None
    """A Django form class `(data, *, user)` of further filters; all its fields may stay empty."""
    usual_days: int = 30
    has_period: bool = True
    behind: Callable[[ReportAsk, str, int], Behind] | None = None
    """(ask, key, limit): what a cell of the address `?behind=<key>` counted."""
    permission: str = ""
    stamp: Callable[[], object] | None = None
    """Changes when what the report reads was counted anew: a kept result of before is not shown."""
    recount: Callable[[Any], str] | None = None
    """(reader): has what the report reads counted anew, and says where to watch it; empty: the reader may not."""
    links: Callable[[Any], Sequence[Act]] | None = None
    """(reader): buttons beside the file and the print."""
    weight: int = 100


reports: Registry[Report] = Registry("reports", "reports, each declared once")
