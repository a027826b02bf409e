"""Headings of other programs' exports, a file a program: `heading -> target`, `-` leaves a column out.

`name = …` is what people call it; `marks = a; b` recognises it when all of these headings stand in the file (any of
several such lines); `constant target = value` fills every row; `{n}` in a heading is any number; after a target may
stand an order of names (`fml`) and a dictionary of values (`{0: ; 1: m}`).
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from imports.mapping.headings import any_number, fold
from imports.mapping.plan import Line

FOLDER = Path(__file__).parent
ENTRY = re.compile(r"(?P<heading>.+?) -> (?P<target>-|[a-z_.]+)(?: (?P<order>fml|lfm))?(?: \{(?P<values>[^}]*)\})?")


class System(NamedTuple):
    """One program's export."""

    code: str
    name: str
    marks: tuple[frozenset[str], ...]
    lines: dict[str, Line]
    """By folded heading; a target of None leaves the column out."""
    constants: tuple[Line, ...]

    def line(self, heading: str) -> Line | None:
        """What the program means by a heading; None when it has no such one."""
        folded = fold(heading)
        return self.lines.get(folded) or self.lines.get(any_number(folded))

    def share(self, folded: Iterable[str]) -> float:
        """How much of the file's headings the program knows."""
        headings = list(folded)
        return sum(self.line(heading) is not None for heading in headings) / max(len(headings), 1)


@cache
def systems() -> tuple[System, ...]:
    """All programs we know, by code."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.txt")))


def recognise(headings: Iterable[str]) -> System | None:
    """The program whose export has these headings: one with all of its marks, the one that knows most of them."""
    folded = [fold(heading) for heading in headings]
    standing = frozenset(folded)
    found = [system for system in systems() if any(marks <= standing for marks in system.marks)]
    return max(found, key=lambda system: system.share(folded), default=None)


def by_code(code: str) -> System:
    """Raises StopIteration on a code nobody has."""
    return next(system for system in systems() if system.code == code)


def _read(path: Path) -> System:
    name, marks, lines, constants = "", [], {}, []
    for text in filter(None, path.read_text(encoding="utf-8").splitlines()):
        key, _equals, value = text.partition(" = ")
        if key == "name":
            name = value
        elif key == "marks":
            marks.append(frozenset(fold(heading) for heading in value.split(";")))
        elif key.startswith("constant "):
            constants.append(Line("", key.removeprefix("constant "), const=value))
        else:
            heading, line = _line(path, text)
            lines[heading] = line
    return System(path.stem, name, tuple(marks), lines, tuple(constants))


def _line(path: Path, text: str) -> tuple[str, Line]:
    found = ENTRY.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{path.name}: cannot read {text!r}")
    values = dict(_pair(pair) for pair in (found["values"] or "").split(";") if pair.strip())
    target = None if found["target"] == "-" else found["target"]
    return fold(found["heading"]), Line(found["heading"], target, values=values, order=found["order"] or "")


def _pair(text: str) -> tuple[str, str]:
    said, _colon, meant = text.partition(":")
    return said.strip(), meant.strip()
