"""Pages of the journal by key: newest first, the next page begins below an entry's number."""

from dataclasses import dataclass

from django.db.models import QuerySet

from journal.models import Entry

SIZE = 50


@dataclass(frozen=True)
class Page:
    """Entries newest first; `before` and `after` are the numbers for the pages beside, None at an end."""

    entries: list[Entry]
    before: int | None
    after: int | None


def page_of(rows: QuerySet[Entry], *, before: int | None, after: int | None, size: int = SIZE) -> Page:
    """Entries older than `after`, or newer than `before`; the first page when neither is given."""
    if before is not None:
        newer = list(rows.filter(pk__gt=before).order_by("id")[: size + 1])
        if len(newer) > size:
            found = newer[size - 1 :: -1]
            return Page(found, before=found[0].pk, after=found[-1].pk)
        after = None
    chosen = rows if after is None else rows.filter(pk__lt=after)
    found = list(chosen.order_by("-id")[: size + 1])
    shown = found[:size]
    return Page(
        shown,
        before=shown[0].pk if shown and after is not None else None,
        after=shown[-1].pk if len(found) > size else None,
    )


def number(text: str | None) -> int | None:
    """An entry's number from the address; nonsense counts as none."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else None
