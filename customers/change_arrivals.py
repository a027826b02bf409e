"""What came to a card and left it: contacts added, tags put on and taken off, as small events of its timeline."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.timeline import Before, TimelineEvent, numbered, upto
from customers import rights
from customers.card_points import ICONS
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer, CustomerTag, Tag
from customers.normalise.contacts import display_contact
from journal.history import event_model
from journal.models import Operation

HIDDEN = "•••"
ADDED, TAGGED, UNTAGGED = "contact-added-", "tag-on-", "tag-off-"
COLUMNS = ("feed", "moment", "number", "owner", "actor", "sort", "words", "typed")
"""Of every arm of the union, by names no model has."""
Rows = QuerySet[Any, Any]


def arrivals(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first of each kind, strictly before. One statement."""
    tags = [] if rights.is_hidden(reader, "tags") else [_tagged(ids, before), _untagged(ids, before)]
    arms = [_columns(feed, rows, **named)[:limit] for feed, rows, named in (_added(reader, ids, before), *tags)]
    return [_event(reader, dict(zip(COLUMNS, row, strict=True))) for row in arms[0].union(*arms[1:], all=True)]


def kinds(reader: User) -> list[str]:
    """Kinds of contacts the reader may know of."""
    return [kind for kind in ContactKind.values if not rights.is_hidden(reader, kind)]


def contact(reader: User, kind: str, row: Mapping[str, Any]) -> str:
    """The words of a contact as the reader may read them."""
    text = display_contact(kind, str(row.get("value") or ""), str(row.get("raw") or ""))
    return rights.shown(reader, kind, text) or HIDDEN


def small(
    at: Any, key: str, customer_id: int, author: str | None, icon: str, title: str, body: str = "", meta: str = ""
) -> TimelineEvent:
    """A change as an event: one of those that fold."""
    return TimelineEvent(
        at=at, key=key, kind="change", icon=icon, title=title, body=body, meta=meta, author=author or "", minor=True,
        customer_id=customer_id,
    )  # fmt: skip


def _added(reader: User, ids: Iterable[int], before: Before) -> tuple[str, Rows, dict[str, Any]]:
    """Contacts that came after the card was made."""
    rows = ContactPoint.objects.filter(customer__in=ids, kind__in=kinds(reader))
    named = {"moment": F("created_at"), "sort": F("kind"), "words": F("value"), "typed": F("raw")}
    return ADDED, _came_later(rows, _older(before, ADDED)), named


def _tagged(ids: Iterable[int], before: Before) -> tuple[str, Rows, dict[str, Any]]:
    end = upto(before, TAGGED)
    older = Q(created_at__lt=end[0]) | Q(created_at=end[0], pk__lt=end[1]) if end else Q()
    rows = _came_later(CustomerTag.objects.filter(customer__in=ids), older)
    return TAGGED, rows, {"moment": F("created_at"), "words": F("tag__name")}


def _untagged(ids: Iterable[int], before: Before) -> tuple[str, Rows, dict[str, Any]]:
    events: Rows = event_model(CustomerTag).objects.all()
    rows = events.filter(customer__in=ids, pgh_label="delete").annotate(actor=_actor("pgh_context_id"))
    if (end := upto(before, UNTAGGED)) is not None:
        rows = rows.filter(Q(pgh_created_at__lt=end[0]) | Q(pgh_created_at=end[0], pgh_id__lt=end[1]))
    name = Subquery(Tag.objects.filter(pk=OuterRef("tag_id")).values("name")[:1])
    return UNTAGGED, rows.order_by("-pgh_created_at", "-pgh_id"), {"moment": F("pgh_created_at"), "words": name}


def _columns(feed: str, rows: Rows, **named: Any) -> Rows:
    nothing = Value("", output_field=TextField())
    every = {
        "feed": Value(feed, output_field=TextField()), "number": Cast("pk", TextField()), "owner": F("customer_id"),
        "sort": nothing, "typed": nothing, **named,
    }  # fmt: skip
    found: Rows = rows.annotate(**every).values_list(*COLUMNS)
    return found


def _event(reader: User, row: Mapping[str, Any]) -> TimelineEvent:
    feed, kind = row["feed"], row["sort"]
    if feed == ADDED:
        # Such keys sort as the base sorts UUIDs.
        key, icon = f"{feed}{UUID(row['number']).hex}", ICONS.get(kind, "mail")
        whose = contact(reader, kind, {"value": row["words"], "raw": row["typed"]})
        title = _("Contact added: %(contact)s") % {"contact": whose}
    else:
        key, icon = numbered(feed, int(row["number"])), "tag"
        title = _("Tag put on: %(tag)s") if feed == TAGGED else _("Tag taken off: %(tag)s")
        title %= {"tag": row["words"] or "—"}
    return small(row["moment"], key, row["owner"], row["actor"], icon, title)


def _came_later(rows: QuerySet[Any], older: Q) -> QuerySet[Any]:
    """Rows of a later operation than the one that made the card: those came with it."""
    made = Customer.objects.filter(pk=OuterRef("customer_id")).values("made_in")[:1]
    rows = rows.filter(made_in__isnull=False).annotate(card_made_in=Subquery(made), actor=_actor("made_in"))
    rows = rows.filter(Q(card_made_in__isnull=True) | ~Q(card_made_in=F("made_in")))
    return rows.filter(older).order_by("-created_at", "-pk")


def _older(before: Before, prefix: str) -> Q:
    """As `upto`, by UUID."""
    if before is None:
        return Q()
    at, key = before
    if not key.startswith(prefix):
        return Q(created_at__lt=at) if key < prefix else Q(created_at__lte=at)
    try:
        return Q(created_at__lt=at) | Q(created_at=at, pk__lt=UUID(key[len(prefix) :]))
    except ValueError:
        return Q(created_at__lt=at)


def _actor(column: str) -> Subquery:
    return Subquery(Operation.objects.filter(pk=OuterRef(column)).values("actor_name")[:1])
