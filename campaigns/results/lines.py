"""Counted lines as a page shows them: named, in order, with their bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from campaigns.models import ResultLine
from campaigns.results import words

HOURS = 24
LEFT, PACE, FLOOR, ROOM = 40, 25, 168, 154
"""Of the picture of hours: where the first bar stands, how far the next, the line they stand on, the highest."""


@dataclass(frozen=True)
class Step:
    """One bar of the funnel. `share`: per cent of those before, `width`: per cent of the first bar."""

    code: str
    label: str
    count: int
    width: float
    share: float | None


@dataclass(frozen=True)
class Named:
    """A line with what it is about in words."""

    label: str
    line: ResultLine
    share: float
    """Per cent of the largest, for its bar."""
    whole: float = 0.0
    """Per cent of all together."""


@dataclass(frozen=True)
class Hour:
    """People of one hour, and its place in the picture: `x`, and the heights of its bars."""

    hour: int
    opened: int
    clicked: int
    x: int
    height: int
    low_height: int

    @property
    def top(self) -> int:
        """Where the bar of openings begins."""
        return FLOOR - self.height

    @property
    def low_top(self) -> int:
        """Where the bar of clicks begins."""
        return FLOOR - self.low_height


def part_of(count: int, whole: int) -> float | None:
    """In per cent; None of nobody."""
    return 100 * count / whole if whole else None


def steps(whole: ResultLine, audience: int, promo: int, *, can_open: bool) -> list[Step]:
    """The funnel, and what else people did, in bars of the audience."""
    first = max(audience, whole.sent, 1)
    rows: list[tuple[str, int, int]] = [
        ("audience", audience, 0),
        ("sent", whole.sent, 0),
        ("delivered", whole.delivered, whole.sent),
        ("opened", whole.opened, whole.delivered),
        ("clicked", whole.clicked, whole.delivered),
        ("bought", whole.bought, whole.delivered),
        ("answered", whole.answered, whole.delivered),
        ("left", whole.left, whole.delivered),
    ]
    if promo:
        rows.insert(6, ("promo", promo, 0))
    if not can_open:
        rows = [row for row in rows if row[0] != "opened"]
    return [
        Step(code, str(words.ANSWERS[code]), count, min(100 * count / first, 100), part_of(count, of))
        for code, count, of in rows
    ]


def named(lines: Sequence[ResultLine], names: Mapping[str, str], by: str) -> list[Named]:
    """Largest first, each with its name."""
    ordered = sorted(lines, key=lambda line: (-getattr(line, by), line.key))
    counts = [int(getattr(line, by)) for line in ordered]
    most, whole = max(counts, default=0) or 1, sum(counts) or 1
    return [
        Named(names.get(line.key, line.key), line, 100 * count / most, 100 * count / whole)
        for line, count in zip(ordered, counts, strict=True)
    ]


def told(lines: Sequence[ResultLine], say: Callable[[str], str]) -> dict[str, str]:
    """Names of lines by their codes."""
    return {line.key: say(line.key) for line in lines}


def hours(lines: Sequence[ResultLine], *, first: int) -> list[Hour]:
    """Twenty-four of them, from `first` on."""
    found = {int(line.key): line for line in lines}
    scale = ROOM / (max((max(line.opened, line.clicked) for line in lines), default=0) or 1)
    rows: list[Hour] = []
    for place in range(HOURS):
        hour = (first + place) % HOURS
        opened, clicked = (found[hour].opened, found[hour].clicked) if hour in found else (0, 0)
        rows.append(Hour(hour, opened, clicked, LEFT + place * PACE, round(opened * scale), round(clicked * scale)))
    return rows
