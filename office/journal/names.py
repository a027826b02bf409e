"""What entries are about, by name: one question for all rows of a page of one kind."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.utils.text import capfirst

from core.registries.objects import object_kinds
from core.registries.operations import Seen, tracked_models
from journal.models import Entry

SeenBy = Callable[[list[str], int], Mapping[str, Seen]]
Names = dict[tuple[str, str], Seen]


def kinds() -> list[tuple[str, str]]:
    """Everything the journal can speak of."""
    known = {entry.code: str(entry.label) for entry in (*object_kinds, *tracked_models)}
    return sorted(((code, capfirst(label)) for code, label in known.items()), key=lambda kind: kind[1])


def names_of(entries: Iterable[Entry], *, reader_id: int) -> Names:
    """(object type, object id) to name and address; the gone are called by their kind and number."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.object_type:
            wanted[entry.object_type].add(entry.object_id)
    names: Names = {}
    for code, ids in wanted.items():
        seen_by = _seen_by(code)
        seen = seen_by(sorted(ids - {""}), reader_id) if seen_by else {}
        names |= {(code, number): seen.get(number) or Seen(_number(code, number), _url(code, number)) for number in ids}
    return names


def _seen_by(code: str) -> SeenBy | None:
    if code in object_kinds:
        return object_kinds.get(code).seen_by
    return tracked_models.get(code).seen_by if code in tracked_models else None


def _url(code: str, number: str) -> str:
    kind = object_kinds.get(code) if code in object_kinds else None
    return kind.url(number) if kind and kind.url else ""


def _number(code: str, number: str) -> str:
    label = dict(kinds()).get(code, code)
    return f"{label} {number}".strip()
