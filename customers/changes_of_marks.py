"""How a card and what hangs on it came: rows know the operation that made them, events know what was taken off."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext

from accounts.models import User
from customers import rights
from customers.change_words import Line, said
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId, Tag
from customers.normalise.contacts import display_contact
from journal.history import event_model
from journal.models import Operation

MOST = 200
Actors = Mapping[UUID, str]


def beginnings(customer: Customer, reader: User) -> list[Line]:
    """Who made the card, and contacts added later."""
    points = [
        point
        for point in ContactPoint.objects.filter(customer=customer).order_by("pk")
        if not rights.is_hidden(reader, point.kind)
    ]
    actors = _actors([customer.made_in, *(point.made_in for point in points)])
    lines = []
    if customer.made_in in actors:
        lines.append(Line(customer.created_at, said(actors[customer.made_in], "created"), "user-plus"))
    for point in points:
        if point.made_in in actors and point.made_in != customer.made_in:
            text = rights.shown(reader, point.kind, display_contact(point.kind, point.value, point.raw))
            icon = "phone" if point.kind == "phone" else "mail"
            lines.append(Line(point.created_at, said(actors[point.made_in], "added", what=text), icon))
    return lines


def marks(customer: Customer, reader: User) -> list[Line]:
    """Tags and external ids put on and taken off."""
    lines: list[Line] = []
    if not rights.is_hidden(reader, "tags"):
        lines += _tags(customer)
    if not rights.is_hidden(reader, "external_id"):
        lines += _numbers(customer, reader)
    return lines


def _tags(customer: Customer) -> list[Line]:
    worn = list(CustomerTag.objects.filter(customer=customer).order_by("pk")[:MOST])
    gone = _gone(CustomerTag, customer)
    names = Tag.objects.in_bulk({*(one.tag_id for one in worn), *(event.tag_id for event in gone)})
    return _lines(
        customer, worn, gone, "tag", ("tagged", "untagged"), lambda row: getattr(names.get(row.tag_id), "name", "—")
    )


def _numbers(customer: Customer, reader: User) -> list[Line]:
    standing = list(ExternalId.objects.filter(customer=customer).order_by("pk")[:MOST])

    def text(row: Any) -> str:
        return f"{row.source}: {rights.shown(reader, 'external_id', row.value) or '•••'}"

    return _lines(customer, standing, _gone(ExternalId, customer), "link", ("numbered", "unnumbered"), text)


def _gone(model: type[CustomerTag] | type[ExternalId], customer: Customer) -> list[Any]:
    events: QuerySet[Any] = event_model(model).objects.all()
    return list(events.filter(customer=customer, pgh_label="delete").order_by("-pgh_id")[:MOST])


def _lines(
    customer: Customer, standing: list[Any], gone: list[Any], icon: str, verbs: tuple[str, str], text: Any
) -> list[Line]:
    actors = _actors([row.made_in for row in (*standing, *gone)] + [event.pgh_context_id for event in gone])
    put = [
        Line(row.created_at, said(actors[row.made_in], verbs[0], what=text(row)), icon)
        for row in (*standing, *gone)
        if row.made_in in actors and row.made_in != customer.made_in
    ]
    taken = [
        Line(
            event.pgh_created_at,
            said(actors.get(event.pgh_context_id) or gettext("Somebody"), verbs[1], what=text(event)),
            icon,
            event.pgh_id,
        )
        for event in gone
    ]
    return put + taken


def _actors(operations: Iterable[UUID | None]) -> Actors:
    made = {pk for pk in operations if pk is not None}
    return {op.pk: op.actor_name for op in Operation.objects.filter(pk__in=made).order_by("pk")}
