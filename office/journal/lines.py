"""An entry as a line of the page: a sentence in the reader's language, and whether it is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from accounts.models import User
from core.registries.operations import Seen
from core.registries.verbs import verbs
from journal.entries.places import ENTRIES
from journal.models import Entry
from journal.seals.sealing import Position, last_position
from office.journal.names import Names, names_of
from office.journal.reading import may_read_details

UNNAMED = Seen("", "")


@dataclass(frozen=True)
class Line:
    """What one row shows."""

    entry: Entry
    sentence: str
    icon: str
    url: str
    """Of the object's page; '' when there is none for this reader."""
    is_sealed: bool


def lines_of(entries: Sequence[Entry], *, reader: User) -> list[Line]:
    """The rows of a page; asks for names once a kind, whatever the number of rows."""
    names, sealed_to = names_of(entries, reader_id=reader.pk), last_position(ENTRIES)
    told = may_read_details(reader)
    return [_line(entry, names, sealed_to, told=told) for entry in entries]


def _line(entry: Entry, names: Names, sealed_to: Position, *, told: bool) -> Line:
    seen = names.get((entry.object_type, entry.object_id), UNNAMED)
    verb = verbs.get(entry.verb) if entry.verb in verbs else None
    return Line(
        entry=entry,
        sentence=sentence_of(entry, seen.name, told=told),
        icon=verb.icon if verb else "history",
        url=seen.url,
        is_sealed=(entry.era, entry.tx) < (sealed_to.era, sealed_to.to_tx),
    )


def sentence_of(entry: Entry, name: str, *, told: bool = True) -> str:
    """A verb that the code no longer knows is shown by its code; without `told` as if its details were erased."""
    if entry.verb not in verbs:
        return f"{entry.verb} {name}".strip()
    verb = verbs.get(entry.verb)
    words: Mapping[str, object] = verb.tell((entry.details if told else None) or {}) if verb.tell else {}
    return capfirst(str(verb.sentence) % {"object": name, **words})
