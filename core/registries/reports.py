"""Reports: one declaration each; page, filters, chart, table, drill-down, XLSX and print are written once."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from core.registry import Registry

Words = str | Promise


class Measure(StrEnum):
    """How the values of a column are written and whether they add up."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    """Per cent: 0 to 100."""
    SECONDS = "seconds"
    """A length of time."""
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a report's table; the first one names the row."""

    code: str
    label: Words
    measure: Measure = Measure.NUMBER
    hint: Words = ""
    """What exactly is counted, for the heading's title and the foot of the print."""


@dataclass(frozen=True)
class Cell:
    """A value and the address of the list behind it; None is shown as a dash."""

    value: Any
    url: str = ""
    tone: str = ""
    """ok, warn, bad: a weak spot."""


@dataclass(frozen=True)
class Row:
    """Cells by the code of their column."""

    cells: Mapping[str, Cell]
    is_total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows the report has in whole: a report is an aggregate, hundreds of rows and not more."""

    code: str
    title: Words
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: Words = ""
    folded: bool = False
    """Shown only when asked for; the file has it all the same."""


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A number above the charts."""

    label: Words
    value: Any
    measure: Measure = Measure.NUMBER
    note: Words = ""
    url: str = ""
    before: Any = None
    """The same number of the period before, for «+12 %»; None: not told."""
    good: str = "up"
    """Whether growth is good: up or down; empty: neither."""


class ChartKind(StrEnum):
    """Drawn on the server as SVG."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    HEAT = "heat"
    """A grid: `labels` are columns, each series a row."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """`series`: name and a value for each label."""

    code: str
    title: Words
    kind: ChartKind
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float]]]
    measure: Measure = Measure.NUMBER
    says: Words = ""
    """What the chart shows, in a sentence, for those who do not see it; empty: made of title and extremes."""
    wide: bool = True
    urls: Sequence[Sequence[str]] = ()
    """Of a grid: for each series the address of the list behind each value."""


@dataclass(frozen=True)
class Hint:
    """Where to look now: a sentence, and the list it speaks of."""

    text: Words
    detail: Words = ""
    url: str = ""
    tone: str = "warn"


@dataclass(frozen=True, kw_only=True)
class ReportResult:
    """Everything the page shows. Kept for some minutes for the same reader and the same question."""

    tiles: Sequence[Tile] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    hints: Sequence[Hint] = ()


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


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The list behind a number that no list page shows; newest first, `more` when it was cut at the limit."""

    title: Words
    lines: Sequence[BehindLine]
    more: bool = False


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
    weight: int = 100


reports: Registry[Report] = Registry("reports", "reports, each declared once")
