"""What applying would do, in numbers and in one sentence; from the counts the check has stored, never counted anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.text.numbers import number
from imports.trade import ENTITIES
from imports.trade.showing import NEW, done


@dataclass(frozen=True)
class Tile:
    """A number with its name."""

    code: str
    label: str | Promise
    count: int


TILES = {
    "new": gettext_lazy("New clients"),
    "updated": gettext_lazy("Will be updated"),
    "unchanged": gettext_lazy("Unchanged"),
    "doubtful": gettext_lazy("Doubtful"),
    "rejected": gettext_lazy("Not brought in"),
    "duplicates": gettext_lazy("Twice in the file"),
}


@dataclass(frozen=True)
class Summary:
    """Counts of a checked import."""

    counts: Mapping[str, int]
    may_apply: bool
    entity: str = "customers"
    stale: str = ""
    """Why the rows must be checked again before they are applied; empty when they need not."""

    def of(self, code: str) -> int:
        """How many rows there are of a kind."""
        return self.counts.get(code, 0)

    @property
    def rows(self) -> int:
        return self.of("rows")

    @property
    def written(self) -> int:
        """Rows that applying will write."""
        return self.of("new") + self.of("updated")

    @property
    def refusals(self) -> int:
        """Rows that are not written, but whose refusals are kept."""
        return self.of("refused_apart")

    @property
    def rejected(self) -> int:
        return self.of("rejected")

    @property
    def problems(self) -> int:
        """Rows with something to be said of their cells."""
        return self.of("left_out") + self.of("questions") + self.of("fixed")

    @property
    def tiles(self) -> list[Tile]:
        labels = TILES if self.entity not in ENTITIES else {**TILES, "new": NEW[self.entity]}
        return [Tile(code, label, self.of(code)) for code, label in labels.items()]

    @property
    def will(self) -> str:
        """Exactly what pressing the button does."""
        done = [text % {"n": number(count)} for text, count in self._done() if count]
        left = [text % {"n": number(count)} for text, count in self._left() if count]
        if not done:
            return " ".join([_("There is nothing to bring in."), *self._rest(left)])
        return " ".join([_("The button will do this: %(what)s.") % {"what": ", ".join(done)}, *self._rest(left)])

    @property
    def sentence(self) -> str:
        """The same, shorter, for the foot of the table."""
        rows = self.rows
        said = ngettext("of %(n)s row", "of %(n)s rows", rows) % {"n": number(rows)}
        parts = [f"{tile.label} {number(tile.count)}" for tile in self.tiles if tile.count]
        return f"{said}: {', '.join(part[:1].lower() + part[1:] for part in parts)}" if parts else said

    def _rest(self, left: list[str]) -> list[str]:
        return [_("It will not touch: %(what)s.") % {"what": ", ".join(left)}] if left else []

    def _done(self) -> list[tuple[str, int]]:
        new, updated = self.of("new"), self.of("updated")
        if self.entity in ENTITIES:
            return done(self.entity, new, updated)
        return [
            (ngettext("create %(n)s client", "create %(n)s clients", new), new),
            (ngettext("update %(n)s client", "update %(n)s clients", updated), updated),
            (ngettext("keep %(n)s refusal", "keep %(n)s refusals", self.refusals), self.refusals),
        ]

    def _left(self) -> list[tuple[str, int]]:
        unchanged, doubtful, rejected = self.of("unchanged"), self.of("doubtful"), self.of("rejected")
        duplicates, dropped = self.of("duplicates"), self.of("dropped")
        return [
            (ngettext("%(n)s row that changes nothing", "%(n)s rows that change nothing", unchanged), unchanged),
            (ngettext("%(n)s doubtful row", "%(n)s doubtful rows", doubtful), doubtful),
            (ngettext("%(n)s row that cannot be read", "%(n)s rows that cannot be read", rejected), rejected),
            (ngettext("%(n)s row that repeats another", "%(n)s rows that repeat others", duplicates), duplicates),
            (ngettext("%(n)s row you have left out", "%(n)s rows you have left out", dropped), dropped),
        ]
