"""What a report shows: tiles, charts, grids, tables, and where to look first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


class Measure(StrEnum):
    """How the values of a column are written and whether they add up."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    """Per cent: 0 to 100."""
    PART = "part"
    """Per cent, drawn as a bar as long as its part of the longest one."""
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
    on_phone: bool = True
    """Whether a phone, which is narrow, shows it."""
    beneath: bool = False
    """Words that a phone shows under the name of the row; the column is left out there."""


@dataclass(frozen=True)
class Cell:
    """A value and the address of the list behind it; None is shown as a dash."""

    value: Any
    url: str = ""
    tone: str = ""
    """ok, warn, bad: a weak spot."""
    hue: str = ""
    """hue-0 to hue-9: a square of that colour before the name of a row."""


@dataclass(frozen=True)
class Act:
    """A button: what to do now about what stands there."""

    label: Words
    url: str
    icon: str = "users"


@dataclass(frozen=True)
class Row:
    """Cells by the code of their column, and what can be done about them."""

    cells: Mapping[str, Cell]
    is_total: bool = False
    acts: Sequence[Act] = ()


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
    CURVE = "curve"
    """One line from nought to the whole in per cent of per cent; `cuts` divide it."""


@dataclass(frozen=True)
class Cut:
    """A point of a curve up to which a class goes: per cent across, per cent up."""

    name: str
    across: float
    up: float


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
    cuts: Sequence[Cut] = ()
    urls: Sequence[Sequence[str]] = ()
    """Of a grid: for each series the address of the list behind each value."""


@dataclass(frozen=True)
class GridCell:
    """One field of a grid: its number, a word below it, the list behind it."""

    value: Any
    says: Words = ""
    url: str = ""
    is_same: bool = False
    """Nothing has moved here: outlined, without a colour."""


@dataclass(frozen=True, kw_only=True)
class GridView:
    """The same fields by one measure; a field that is not there is None."""

    label: Words
    cells: Sequence[Sequence[GridCell | None]]
    measure: Measure = Measure.NUMBER


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Two ways of dividing against each other, coloured by the number; `views` are looked at one at a time.

    Headings are a name and what it means, such as «R5», «up to 30 days».
    """

    code: str
    title: Words
    columns: Sequence[tuple[Words, Words]]
    rows: Sequence[tuple[Words, Words]]
    views: Sequence[GridView]
    says: Words
    """What stands in rows and in columns, for those who do not see it."""
    ends: Sequence[Words] = ()
    """Words under the columns, from the left to the right."""
    note: Words = ""
    is_small: bool = False
    """Many narrow fields, with the number alone."""
    wide: bool = True
    """Over the whole page; else beside a chart."""


@dataclass(frozen=True)
class Hint:
    """Where to look now: a sentence, and the list it speaks of."""

    text: Words
    detail: Words = ""
    url: str = ""
    tone: str = "warn"
    act: Words = ""
    """What the button says, where «look» is too little."""
