"""How a card and what hangs on it came: rows know the operation that made them, events know what was taken off."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext

from accounts.models import User
from customers import rights
from customers.card_points import ICONS
from customers.change_words import Line, said
from customers.choices import DateKind, RelationKind
from customers.models import ContactPoint, Customer, CustomerDate, CustomerFile, CustomerTag, ExternalId, Relation, Tag
from customers.normalise.contacts import display_contact
from journal.history import event_model
from journal.models import Operation

MOST = 200
Actors = Mapping[UUID, str]


def lines_of(customer: Customer, points: Iterable[ContactPoint], reader: User) -> list[Line]:
    """Who made the card; contacts added later; tags and external ids put on and taken off."""
    points = [point for point in points if not rights.is_hidden(reader, point.kind)]
    tags = _tags(customer) if not rights.is_hidden(reader, "tags") else Marks()
    numbers = _numbers(customer, reader) if not rights.is_hidden(reader, "external_id") else Marks()
    dates = _rows(CustomerDate, customer, "cake", _date_text) if rights.may_read(reader, "birth_date") else Marks()
    ties = _rows(Relation, customer, "users", _tie_text)
    papers = _rows(CustomerFile, customer, "paperclip", _file_text)
    marks = (tags, numbers, dates, ties, papers)
    made_in = [customer.made_in, *(point.made_in for point in points)]
    actors = _actors([*made_in, *(pk for mark in marks for pk in mark.operations())])
    return [
        *_beginnings(customer, points, actors, reader),
        *(line for mark in marks for line in mark.lines(customer, actors)),
    ]


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
    """Rows of one kind that hang on a card: those that stand there, and the events of those taken off."""

    standing: Sequence[Any] = ()
    gone: Sequence[Any] = ()
    icon: str = ""
    verbs: tuple[str, str] = ("", "")
    text: Callable[[Any], str] = str

    def operations(self) -> Iterator[UUID | None]:
        """Operations whose authors the lines name."""
        for row in (*self.standing, *self.gone):
            yield row.made_in
        for event in self.gone:
            yield event.pgh_context_id

    def lines(self, customer: Customer, actors: Actors) -> list[Line]:
        """What was put on after the card was made, and what was taken off."""
        put = [
            Line(row.created_at, said(actors[row.made_in], self.verbs[0], what=self.text(row)), self.icon)
            for row in (*self.standing, *self.gone)
            if row.made_in in actors and row.made_in != customer.made_in
        ]
        return put + [self._taken(event, actors) for event in self.gone]

    def _taken(self, event: Any, actors: Actors) -> Line:
        who = actors.get(event.pgh_context_id) or gettext("Somebody")
        return Line(event.pgh_created_at, said(who, self.verbs[1], what=self.text(event)), self.icon, event.pgh_id)


def _tags(customer: Customer) -> Marks:
    name = Tag.objects.filter(pk=OuterRef("tag_id")).values("name")[:1]
    worn = CustomerTag.objects.filter(customer=customer).annotate(tag_name=Subquery(name)).order_by("pk")[:MOST]
    gone = _gone(CustomerTag, customer).annotate(tag_name=Subquery(name))[:MOST]
    return Marks(list(worn), list(gone), "tag", ("tagged", "untagged"), lambda row: row.tag_name or "—")


def _numbers(customer: Customer, reader: User) -> Marks:
    standing = ExternalId.objects.filter(customer=customer).order_by("pk")[:MOST]

    def text(row: Any) -> str:
        return f"{row.source}: {rights.shown(reader, 'external_id', row.value) or '•••'}"

    gone = _gone(ExternalId, customer)[:MOST]
    return Marks(list(standing), list(gone), "link", ("numbered", "unnumbered"), text)


def _rows(
    model: type[CustomerDate] | type[Relation] | type[CustomerFile],
    customer: Customer,
    icon: str,
    text: Callable[[Any], str],
) -> Marks:
    rows: QuerySet[Any] = model.objects.all()
    standing = rows.filter(customer=customer).order_by("pk")[:MOST]
    return Marks(list(standing), list(_gone(model, customer)[:MOST]), icon, ("added", "removed"), text)


def _date_text(row: Any) -> str:
    day = f"{row.day:02}.{row.month:02}" + (f".{row.year}" if row.year else "")
    return " ".join(filter(None, (str(DateKind(row.kind).label), day, row.label)))


def _tie_text(row: Any) -> str:
    """Never the other client's name: not every reader may see him."""
    return f"{gettext('relation')}: {RelationKind(row.kind).label}"


def _file_text(row: Any) -> str:
    return gettext("photo") if row.is_photo else f"{gettext('file')} «{row.name}»"


def _gone(
    model: type[CustomerTag | ExternalId | CustomerDate | CustomerFile | Relation], customer: Customer
) -> QuerySet[Any]:
    events: QuerySet[Any] = event_model(model).objects.all()
    return events.filter(customer=customer, pgh_label="delete").order_by("-pgh_id")


def _actors(operations: Iterable[UUID | None]) -> Actors:
    made = {pk for pk in operations if pk is not None}
    return {op.pk: op.actor_name for op in Operation.objects.filter(pk__in=made).order_by("pk")}
