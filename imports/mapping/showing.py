"""The page «Columns»: each column with samples, what it is thought to be, why, and how its cells read."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import FieldType
from core.registries.import_targets import Target
from customers.cells.contacts import Point
from customers.normalise.contacts import display_contact
from imports.cleaning import Cleaner, CleanRow
from imports.cleaning.building import reader_of
from imports.cleaning.columns import text_key
from imports.cleaning.naming import Naming
from imports.cleaning.rows import FileRow
from imports.cleaning.texts import text_of
from imports.mapping.asked import AS_READ
from imports.mapping.guessing import Guess
from imports.mapping.plan import Line, Mapping, Targets

MOST_WORDS = 30
"""Values of a column offered for its dictionary."""
SURE, LIKELY = 0.9, 0.6
KNOWN_BY = frozenset({"full_name", "last_name", "first_name", "company", "phone", "email", "external_id", "inn"})


@dataclass(frozen=True)
class Word:
    """One entry of a column's dictionary of values."""

    said: str
    meant: str
    """A key of the options, `=` for «as it is read», empty for «nothing»."""


@dataclass(frozen=True)
class ShownColumn:
    """One row of the page."""

    at: int
    line: Line
    samples: tuple[str, ...]
    reads: tuple[str, ...] = ()
    """How the first samples are read, where that is not what they say."""
    why: str = ""
    percent: int = 0
    """How sure the guess is; 0 when a person chose."""
    read: int = 0
    said: int = 0
    asked: int = 0
    words: tuple[Word, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    is_date: bool = False
    is_name: bool = False

    @property
    def tone(self) -> str:
        """Of the mark of how much was recognised."""
        if self.line.target is None:
            return ""
        return "warn" if self.read < self.said or self.asked else "ok"


def groups_of(targets: Targets, used: Collection[str | None]) -> list[tuple[str, list[Target]]]:
    """Targets under their headings, for the select; seldom ones only where a column is `used` for them."""
    found: dict[str, list[Target]] = defaultdict(list)
    for target in targets.values():
        if not target.is_seldom or target.code in used:
            found[str(target.group)].append(target)
    return list(found.items())


def shown(
    guesses: Sequence[Guess],
    mapping: Mapping,
    headings: Sequence[str],
    sample: Sequence[FileRow],
    targets: Targets,
    *,
    today: dt.date,
    cleaner: Cleaner | None = None,
) -> list[ShownColumn]:
    """Rows of the page for the mapping as it stands; where it is the guess's own, with the guess's reason."""
    lines = [_of_column(line) for line in mapping.for_headings(headings).lines[: len(headings)]]
    cleaner = cleaner or Cleaner(mapping, headings, today=today, targets=targets, sample=sample)
    rows = cleaner.clean_many(sample)
    options = {code: _options(targets[code]) for code in {line.target for line in lines if line.target}}
    return [
        _column(guess, lines[guess.column], sample, rows, targets, options.get(str(lines[guess.column].target), ()))
        for guess in guesses
    ]


def _of_column(line: Line) -> Line:
    """A column whose cells a constant stands for is shown as left out: the constant stands below."""
    return line if line.const is None else Line(line.heading)


def tells_nobody(mapping: Mapping) -> bool:
    """Whether nothing in the mapping says who the client is: every row would be rejected."""
    return not mapping.targets & KNOWN_BY


def constants_of(mapping: Mapping) -> list[Line]:
    """What fills every row."""
    return [line for line in mapping.lines if line.const is not None]


def _column(
    guess: Guess,
    line: Line,
    sample: Sequence[FileRow],
    rows: Sequence[CleanRow],
    targets: Targets,
    options: tuple[tuple[str, str], ...],
) -> ShownColumn:
    cells = [text_of(row.cells[guess.column]) for row in sample if guess.column < len(row.cells)]
    said = sum(1 for cell in cells if cell.strip())
    standing = ShownColumn(at=guess.column, line=line, samples=guess.samples, said=said, read=said)
    if line.target == guess.target:
        standing = replace(standing, why=guess.why, percent=round(guess.confidence * 100))
    if line.target is None:
        return standing
    target = targets[line.target]
    grades = Counter(problem.grade for row in rows for problem in row.problems if problem.column == guess.column)
    return replace(
        standing,
        read=max(0, said - grades["left_out"] - grades["rejects"]),
        asked=grades["question"],
        reads=_reads(target, line, guess.samples),
        words=_words(line, cells) if options else (),
        options=options,
        is_date=target.type == FieldType.DATE and any("/" in cell for cell in cells),
        is_name=line.target == "full_name",
    )


def _reads(target: Target, line: Line, samples: Sequence[str]) -> tuple[str, ...]:
    """A whole name in its parts; phones, days and choices in the form they will have on the card."""
    if line.target == "full_name":
        naming = Naming(line.order)
        return tuple(_parts(naming, text) for text in samples[:1])
    if target.type not in {FieldType.PHONE, FieldType.DATE, FieldType.CHOICE, FieldType.MULTI}:
        return ()
    read = reader_of(target, today=timezone.localdate(), order=line.dates)
    names = {key: str(name) for key, name in target.choices().items()} if target.choices else {}
    found = (_as_text(read(text).value, names) for text in samples)
    return tuple(dict.fromkeys(text for text in found if text and text not in samples))[:2]


def _parts(naming: Naming, text: str) -> str:
    whole = naming.slow(" ".join(text.split()))
    if whole.parts is None:
        return _("company")
    return " / ".join(part or "—" for part in whole.parts)


def _as_text(value: Any, names: AnyMapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, Point):
        return display_contact("phone", value.value, value.raw)
    if isinstance(value, tuple):
        return ", ".join(_as_text(one, names) for one in value)
    return names.get(str(value), str(value))


def _options(target: Target) -> tuple[tuple[str, str], ...]:
    """What the words of a column may mean; of people, by address, which says the same in another base."""
    if target.code == "responsible":
        able = User.objects.filter(is_active=True, is_system=False)
        able = able.filter(role__permissions__contains=[Permission.VIEW_CUSTOMERS.value])
        return tuple((user.email, user.full_name) for user in able.order_by("last_name", "first_name", "pk"))
    if target.type != FieldType.CHOICE or target.choices is None:
        return ()
    choices: AnyMapping[str, str | Promise] = target.choices()
    return tuple((key, str(name)) for key, name in choices.items())


def _words(line: Line, cells: Sequence[str]) -> tuple[Word, ...]:
    """Words of the sample, and those of the dictionary that the sample lacks."""
    known = {text_key(said): (said, meant) for said, meant in line.values.items()}
    found: dict[str, Word] = {key: Word(said, meant) for key, (said, meant) in known.items()}
    for cell in cells:
        key = text_key(cell)
        if key and key not in found and len(found) < MOST_WORDS:
            found[key] = Word(cell.strip(), AS_READ)
    return tuple(found.values())
