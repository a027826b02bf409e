"""How a card and what hangs on it came: rows know the operation that made them, events know what was taken off."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from accounts.models import User
from customers import rights
from customers.card_points import ICONS
from customers.change_words import Line, said
from customers.choices import DateKind, RelationKind
from customers.mark_rows import KINDS, MarkRow, rows_of
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from customers.relations import BACK
from journal.models import Operation

Actors = Mapping[UUID, str]


def lines_of(customer: Customer, points: Iterable[ContactPoint], reader: User) -> list[Line]:
    """Who made the card; contacts added later; what else hangs on it, put on and taken off."""
    points = [point for point in points if not rights.is_hidden(reader, point.kind)]
    marks = [_marks(kind, reader) for kind in _readable(reader)]
    rows = rows_of(customer.pk, [mark.kind for mark in marks])
    made_in = [customer.made_in, *(point.made_in for point in points)]
    actors = _actors([*made_in, *(pk for row in rows for pk in (row.made_in, row.operation))])
    return [
        *_beginnings(customer, points, actors, reader),
        *(
            line
            for mark in marks
            for row in rows
            if row.kind == mark.kind
            for line in mark.lines(row, customer, actors)
        ),
    ]


def _readable(reader: User) -> list[str]:
    """Kinds of marks this reader may be told of."""
    told = {
        "tag": not rights.is_hidden(reader, "tags"),
        "number": not rights.is_hidden(reader, "external_id"),
        "date": rights.may_read(reader, "dates"),
        "tie": rights.may_read(reader, "relations"),
    }
    return [kind for kind in KINDS if told.get(kind, True)]


def _beginnings(customer: Customer, points: Iterable[ContactPoint], actors: Actors, reader: User) -> list[Line]:
    lines = []
    if customer.made_in in actors:
        lines.append(Line(customer.created_at, said(actors[customer.made_in], "created"), "user-plus"))
    for point in points:
        if point.made_in in actors and point.made_in != customer.made_in:
            text = rights.shown(reader, point.kind, display_contact(point.kind, point.value, point.raw))
            icon = ICONS.get(point.kind, "mail")
            lines.append(Line(point.created_at, said(actors[point.made_in], "added", what=text), icon))
    return lines


@dataclass(frozen=True)
class Marks:
    """How rows of one kind are told."""

    kind: str
    icon: str
    put: str
    taken: str
    text: Callable[[Mapping[str, Any]], str]

    def lines(self, row: MarkRow, customer: Customer, actors: Actors) -> Iterator[Line]:
        """That it was put on, unless with the card itself; that it was taken off."""
        what = self.text({**row.values, "card": customer.pk})
        if row.made_in and row.made_in in actors and row.made_in != customer.made_in:
            yield Line(row.created_at, said(actors[row.made_in], self.put, what=what), self.icon)
        if row.gone_at:
            who = (row.operation and actors.get(row.operation)) or gettext("Somebody")
            yield Line(row.gone_at, said(who, self.taken, what=what), self.icon, row.event)


def _marks(kind: str, reader: User) -> Marks:
    def number(row: Mapping[str, Any]) -> str:
        return f"{row['source']}: {rights.shown(reader, 'external_id', row['value']) or '•••'}"

    told = {
        "tag": Marks("tag", "tag", "tagged", "untagged", lambda row: str(row["tag_name"] or "—")),
        "number": Marks("number", "link", "numbered", "unnumbered", number),
        "date": Marks("date", "cake", "added", "removed", _date_text),
        "tie": Marks("tie", "users", "added", "removed", _tie_text),
        "file": Marks("file", "paperclip", "added", "removed", _file_text),
    }
    return told[kind]


def _date_text(row: Mapping[str, Any]) -> str:
    day = f"{row['day']:02}.{row['month']:02}" + (f".{row['year']}" if row["year"] else "")
    return " ".join(filter(None, (str(DateKind(row["kind"]).label), day, row["label"])))


def _tie_text(row: Mapping[str, Any]) -> str:
    """What the other is to the client of this card; never his name: not every reader may see him."""
    kind = RelationKind(row["kind"])
    return f"{gettext('relation')}: {kind.label if row['customer_id'] == row['card'] else BACK[kind]}"


def _file_text(row: Mapping[str, Any]) -> str:
    return gettext("photo") if row["is_photo"] else f"{gettext('file')} «{row['name']}»"


def _actors(operations: Iterable[UUID | None]) -> Actors:
    made = {pk for pk in operations if pk is not None}
    return {op.pk: op.actor_name for op in Operation.objects.filter(pk__in=made).order_by("pk")}
