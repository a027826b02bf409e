"""The mapping of a file: heading → target, `null`, a constant; with dictionaries of values where words differ."""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.registries.import_targets import Target, import_entities
from imports.mapping.headings import fold

CUSTOMERS = "customers"
ORDERS = ("", "lfm", "fml")
DATES = ("", "dmy", "mdy")
KEYS = frozenset({"target", "const", "values", "order", "dates"})
MOST_LINES = 2_000
MOST_VALUES = 5_000
LONGEST = 10_000
Targets = AnyMapping[str, Target]


@dataclass(frozen=True)
class Line:
    """One column of the file, or a constant when there is no heading."""

    heading: str
    target: str | None = None
    """None leaves the column out."""
    const: str | None = None
    """Stands in every row, whatever the cells say."""
    values: AnyMapping[str, str] = field(default_factory=dict)
    """What a cell says → what is meant, asked before the cell is read; without regard to case."""
    order: str = ""
    """Of a whole name: surname first («lfm») or first name first («fml») where no dictionary knows the words."""
    dates: str = ""
    """Which of two numbers below 13 is the day: «dmy» or «mdy»; empty: as the column shows."""

    def as_json(self) -> object:
        """The shortest form the mapping file has for it."""
        more: dict[str, Any] = {
            key: value
            for key, value in (("values", dict(self.values)), ("order", self.order), ("dates", self.dates))
            if value
        }
        if self.const is not None:
            more["const"] = self.const
        if not self.heading or (self.const is not None and self.target is None):
            more.pop("target", None)
            return more
        return {"target": self.target, **more} if more else self.target


@dataclass(frozen=True)
class Mapping:
    """All columns in the order of the file, then the constants."""

    lines: tuple[Line, ...] = ()

    @classmethod
    def from_json(
        cls, data: object, headings: Sequence[str] | None = None, targets: Targets | None = None
    ) -> "Mapping":
        """Read a mapping file. With `headings` its lines stand in the order of the file, the rest is left out.

        Raises DomainError naming the heading or the target that is not there.
        """
        from imports.mapping.reading import read

        return read(data, headings, targets_of(CUSTOMERS) if targets is None else targets)

    def to_json(self) -> dict[str, object]:
        """The mapping file: what `from_json` reads back."""
        found: dict[str, object] = {}
        for line in self.lines:
            key, entry = line.heading or str(line.target), line.as_json()
            if key in found and isinstance(entry, dict):  # a constant beside a column that is called like its target
                key, entry = f"{key} ", {"target": line.target, **entry}
            found[key] = entry
        return found

    @property
    def targets(self) -> frozenset[str]:
        """What the file fills."""
        return frozenset(line.target for line in self.lines if line.target)

    def columns(self, headings: Sequence[str]) -> list[tuple[int, Line]]:
        """Columns that fill something: (index in the file, line), in the order of the lines; constants have -1.

        Raises DomainError on a heading the file does not have.
        """
        places = {heading: at for at, heading in reversed(list(enumerate(headings)))}
        folded = {fold(heading): at for heading, at in places.items()}
        found: list[tuple[int, Line]] = []
        for line in self.lines:
            if line.target is None:
                continue
            if not line.heading or line.const is not None:
                found.append((-1, line))
                continue
            place = places.get(line.heading, folded.get(fold(line.heading)))
            if place is None:
                raise unknown_heading(line.heading)
            found.append((place, line))
        return found

    def for_headings(self, headings: Sequence[str]) -> "Mapping":
        """The same mapping for a file of the same shape: lines in its order, columns it lacks left out."""
        standing = {fold(line.heading): line for line in self.lines if line.heading}
        lines = [replace(standing.get(fold(heading), Line(heading)), heading=heading) for heading in headings]
        return Mapping((*lines, *(line for line in self.lines if not line.heading)))


def targets_of(entity: str) -> Targets:
    """Targets of a kind of table. Raises DomainError when nobody brings such tables in."""
    if entity not in import_entities:
        raise DomainError(_("There is nothing to bring in as “%(entity)s”.") % {"entity": entity}, code="entity")
    return import_entities.get(entity).targets()


def unknown_heading(heading: str) -> DomainError:
    """For a column the file does not have."""
    return DomainError(
        _("The file has no column “%(heading)s”.") % {"heading": heading[:200]}, code="mapping-unknown-heading"
    )


def unknown_target(target: object, known: Iterable[str]) -> DomainError:
    """For an attribute that a table of this kind cannot fill."""
    return DomainError(
        _("There is no field “%(target)s”. Fields: %(known)s.")
        % {"target": str(target)[:200], "known": ", ".join(known)},
        code="mapping-unknown-target",
    )
