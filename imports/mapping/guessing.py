"""Guesses of what each column is, each with how sure and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from customers.cells.dates import order_of
from customers.custom.closed import closed_headings as closed_own_fields
from imports.cleaning.rows import FileRow
from imports.cleaning.texts import text_of
from imports.mapping.headings import fold
from imports.mapping.plan import CUSTOMERS, Line, Mapping, Targets, targets_of
from imports.mapping.synonyms import EXACT, by_heading
from imports.mapping.systems import System, recognise
from imports.mapping.values import by_values, fits, is_yes_no

SAMPLES = 3
LONGEST_SAMPLE = 80
OF_SYSTEM = 0.99
BY_VALUES = 0.8
DOUBTED = 0.4
LITTLE = 0.2
"""Share of readable cells below which a heading is doubted."""


class HasHeadings(Protocol):
    """What the readers found out about a file, as far as mapping needs it."""

    @property
    def headings(self) -> Sequence[str]: ...


class Guess(NamedTuple):
    """What a column is thought to be. Without a target it is left out, and `why` says the reason."""

    column: int
    line: Line
    confidence: float
    why: str
    samples: tuple[str, ...]

    @property
    def target(self) -> str | None:
        """What the column is thought to fill."""
        return self.line.target


def guess(
    detected: HasHeadings,
    sample: Sequence[FileRow],
    *,
    targets: Targets | None = None,
    today: dt.date | None = None,
) -> list[Guess]:
    """One guess for each column, in the order of the file; sentences in the reader's language."""
    targets = targets_of(CUSTOMERS) if targets is None else targets
    day = today or timezone.localdate()
    system = recognise(detected.headings)
    closed = closed_headings() if "full_name" in targets else {}
    guesses = []
    for at, heading in enumerate(detected.headings):
        cells = [text_of(row.cells[at]) for row in sample if at < len(row.cells)]
        if fold(heading) in closed:
            guesses.append(Guess(at, Line(heading), OF_SYSTEM, closed[fold(heading)], ()))
            continue
        guesses.append(_column(at, heading, cells, system, targets, day))
    return _settle(guesses, targets)


def closed_headings() -> dict[str, str]:
    """Headings of own fields that no column may fill, as they are compared, to the reason."""
    return {fold(heading): said for heading, said in closed_own_fields().items()}


def mapping_of(guesses: Sequence[Guess], constants: Sequence[Line] = ()) -> Mapping:
    """The mapping that the guesses propose."""
    return Mapping((*(guess.line for guess in guesses), *constants))


def proposed(detected: HasHeadings, sample: Sequence[FileRow], *, targets: Targets | None = None) -> Mapping:
    """The mapping of a file nobody has mapped yet, with the constants of the program it came from."""
    system = recognise(detected.headings)
    return mapping_of(guess(detected, sample, targets=targets), system.constants if system else ())


def _column(
    at: int, heading: str, cells: Sequence[str], system: System | None, targets: Targets, today: dt.date
) -> Guess:
    line, confidence, why = _meaning(heading, cells, system, targets, today)
    if line.target and targets[line.target].type == "date":
        line = replace(line, dates=_dates(cells))
    return Guess(at, line, confidence, why, _samples(cells))


def _meaning(
    heading: str, cells: Sequence[str], system: System | None, targets: Targets, today: dt.date
) -> tuple[Line, float, str]:
    known = system.line(heading) if system else None
    if system and known and (known.target is None or known.target in targets):
        line = replace(known, heading=heading)
        return line, OF_SYSTEM, _("A column of %(system)s.") % {"system": system.name}
    meaning = by_heading(heading, targets)
    if meaning.target:
        return _by_words(heading, cells, meaning.target, meaning.confidence, meaning.word, targets, today)
    if not any(cell.strip() for cell in cells):
        return Line(heading), OF_SYSTEM if cells else 0.5, _("The column is empty.")
    target, share = by_values(cells, today)
    if target and target in targets:
        why = _("The values look like “%(field)s”: %(percent)s%% of them.") % {
            "field": targets[target].label,
            "percent": round(share * 100),
        }
        return Line(heading, target), round(share * BY_VALUES, 2), why
    if is_yes_no(cells):
        return Line(heading), 0.5, _("Yes and no, but not clear about what.")
    return Line(heading), 0.3, _("No field is known by this heading or by the values.")


def _by_words(
    heading: str, cells: Sequence[str], target: str, confidence: float, word: str, targets: Targets, today: dt.date
) -> tuple[Line, float, str]:
    label = targets[target].label
    share = fits(target, cells, today) if target in {"phone", "email", "birth_date", "sex", "inn"} else None
    if share is not None and share < LITTLE:
        seen, seen_share = by_values(cells, today)
        if seen in targets:
            why = _("The heading says “%(said)s”, but the values look like “%(field)s”.") % {
                "said": label,
                "field": targets[seen].label,
            }
            return Line(heading, seen), round(min(seen_share * BY_VALUES, 0.6), 2), why
        why = _("The heading says “%(field)s”, but few values can be read so.") % {"field": label}
        return Line(heading, target), DOUBTED, why
    if confidence >= EXACT:
        return Line(heading, target), confidence, _("By the heading.")
    return Line(heading, target), confidence, _("By the words “%(word)s” in the heading.") % {"word": word}


def _dates(cells: Sequence[str]) -> str:
    found = order_of(cells)
    return "" if found == "mixed" else found


def _settle(guesses: list[Guess], targets: Targets) -> list[Guess]:
    """Where two columns fill what holds one value, the better one does; the other is left out and says so."""
    guesses = [_only_first(one, guesses) for one in guesses]
    rivals: dict[str, list[Guess]] = defaultdict(list)
    for one in guesses:
        if one.target and not targets[one.target].takes_many:
            rivals[one.target].append(one)
    losers = {}
    for target, several in rivals.items():
        best = max(several, key=lambda one: (one.confidence, len(one.samples), -one.column))
        for one in several:
            if one is not best:
                why = _("“%(field)s” is filled by the column “%(heading)s”.") % {
                    "field": targets[target].label,
                    "heading": best.line.heading,
                }
                losers[one.column] = one._replace(line=Line(one.line.heading), why=why)
    return [losers.get(one.column, one) for one in guesses]


def _only_first(one: Guess, guesses: Sequence[Guess]) -> Guess:
    """«Имя» beside «Фамилия» is the first name, though alone it may be a whole one."""
    filled = {other.target for other in guesses if other is not one}
    if one.target == "full_name" and one.line.heading.casefold().strip() in {"имя", "name"}:
        if "last_name" in filled and "first_name" not in filled:
            return one._replace(line=replace(one.line, target="first_name", order=""))
    elif one.target == "first_name" and not filled & {"last_name", "full_name"} and any(" " in s for s in one.samples):
        return one._replace(line=replace(one.line, target="full_name", order="fml"))
    return one


def _samples(cells: Sequence[str]) -> tuple[str, ...]:
    said = dict.fromkeys(cell.strip()[:LONGEST_SAMPLE] for cell in cells if cell.strip())
    return tuple(list(said)[:SAMPLES])
