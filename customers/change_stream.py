"""Changes of the card as small events of its timeline: fields, own fields, contacts, tags, by the reader's rights."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineGroup,
    TimelineSource,
    nothing,
    numbered,
    timeline_sources,
    upto,
)
from customers import rights
from customers.card_points import ICONS
from customers.changes import CARD_FIELDS, POINT_FIELDS
from customers.choices import ContactKind
from customers.custom.values import shown as own_shown
from customers.models import ContactPoint, Customer, CustomerTag, CustomField, Tag
from customers.normalise.contacts import display_contact
from customers.tracked_names import NAMES
from customers.tracking import CONTACT_POINT, CUSTOM_VALUES, CUSTOMER
from customers.values import people, shown
from journal.changes import Step, steps_of
from journal.history import event_model
from journal.models import Operation

HIDDEN = "•••"
Feed = Callable[[User, Sequence[int], Before, int], list[TimelineEvent]]


def register() -> None:
    """One source, so that the group is one; each feed keeps its own numbers."""
    timeline_sources.add(
        TimelineSource(
            code="changes",
            label=gettext_lazy("Changes of the card"),
            group=TimelineGroup.CHANGES,
            fetch=nothing,
            fetch_for=fetch,
            weight=200,
        )
    )


def fetch(reader: User, ids: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before; what the reader may not see is left out before it is counted."""
    standing = list(ids)
    found = [event for feed in (_card, _own, _points, _added, _tagged, _untagged) for event in
             feed(reader, standing, before, limit)]  # fmt: skip
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)[:limit]


def _card(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    prefix = "change-card-"
    fields = rights.visible(reader, ("name", *CARD_FIELDS))
    steps = steps_of(CUSTOMER, ids, fields, before=upto(before, prefix), limit=limit)
    names = people(pk for step in steps for pk in step.changed.get("responsible_id", ()))

    def line(field: str, pair: tuple[Any, Any]) -> str:
        if field == "archived_at":
            return _("Out of the archive") if pair[0] else _("Into the archive")
        old, new = (rights.shown(reader, field, shown(field, value, names)) or HIDDEN for value in pair)
        return f"{NAMES[field]}: {old} → {new}"

    return [_changed(step, prefix, int(step.object_id), line) for step in steps if step.changed]


def _own(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Own fields. Steps of hidden fields alone are passed over, and the page goes on below them."""
    prefix, found = "change-own-", []
    end, fields = upto(before, prefix), None
    while steps := steps_of(CUSTOM_VALUES, ids, ["values"], before=end, limit=limit):
        if fields is None:
            rows = CustomField.objects.order_by("position", "pk")
            fields = [one for one in rows if not rights.is_hidden(reader, one.catalogue_code)]
        told = (_changed(step, prefix, int(step.object_id), partial(_own_line, reader, fields)) for step in steps)
        found += [event for event in told if event.body]
        if len(steps) < limit or len(found) >= limit:
            break
        end = steps[-1].at, steps[-1].event
    return found[:limit]


def _own_line(reader: User, fields: Iterable[CustomField], _column: str, pair: tuple[Any, Any]) -> str:
    old, new = (value if isinstance(value, dict) else {} for value in pair)
    told = []
    for one in fields:
        if old.get(one.key) != new.get(one.key):
            code = one.catalogue_code
            texts = (own_shown(one, value.get(one.key)) for value in (old, new))
            first, last = ((rights.shown(reader, code, text) or HIDDEN) if text else "—" for text in texts)
            told.append(f"{one.name}: {first} → {last}")
    return "\n".join(told)


def _points(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Contacts changed, taken off and brought back; of kinds the reader may know of."""
    prefix, kinds = "change-contact-", _kinds(reader)
    standing = ContactPoint.objects.filter(customer__in=ids, kind__in=kinds).order_by("pk").values_list("pk", flat=True)
    events: QuerySet[Any] = event_model(ContactPoint).objects.all()
    gone = events.filter(customer__in=ids, kind__in=kinds, pgh_label="delete").order_by("pgh_id")
    points = {*standing, *gone.values_list("pgh_obj", flat=True)}
    steps = steps_of(CONTACT_POINT, sorted(points), POINT_FIELDS, before=upto(before, prefix), limit=limit)
    return [_point(step, prefix, reader) for step in steps]


def _point(step: Step, prefix: str, reader: User) -> TimelineEvent:
    row, kind = step.row, str(step.row.get("kind") or "")
    contact = _contact(reader, kind, row)
    removal = step.changed.get("archived_at")
    if not step.changed or (removal and removal[1]):
        title = _("Contact removed: %(contact)s")
    elif removal:
        title = _("Contact brought back: %(contact)s")
    else:
        title = _("Contact changed: %(contact)s")

    def line(field: str, pair: tuple[Any, Any]) -> str:
        if field == "archived_at":
            return ""
        texts = (shown(field, value, {}) for value in pair)
        old, new = (rights.shown(reader, kind, text) or HIDDEN if field == "raw" else text for text in texts)
        return f"{POINT_NAMES[field]}: {old} → {new}"

    return _changed(step, prefix, int(row["customer_id"]), line, title % {"contact": contact}, ICONS.get(kind, "mail"))


POINT_NAMES: Mapping[str, Any] = {
    "raw": gettext_lazy("value"),
    "label": gettext_lazy("label"),
    "extension": gettext_lazy("extension"),
    "is_primary": gettext_lazy("primary"),
    "state": gettext_lazy("state"),
}


def _added(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Contacts that came after the card was made."""
    prefix = "contact-added-"
    rows = ContactPoint.objects.filter(customer__in=ids, kind__in=_kinds(reader))
    return [
        _small(row.created_at, _lettered(prefix, row.pk), row.customer_id, row.actor, ICONS.get(row.kind, "mail"),
               _("Contact added: %(contact)s") % {"contact": _contact(reader, row.kind, vars(row))})
        for row in _came_later(rows, _older(before, prefix))[:limit]
    ]  # fmt: skip


def _tagged(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    if rights.is_hidden(reader, "tags"):
        return []
    prefix = "tag-on-"
    end = upto(before, prefix)
    older = Q(created_at__lt=end[0]) | Q(created_at=end[0], pk__lt=end[1]) if end else Q()
    rows = _came_later(CustomerTag.objects.filter(customer__in=ids).select_related("tag"), older)
    return [
        _small(row.created_at, numbered(prefix, row.pk), row.customer_id, row.actor, "tag",
               _("Tag put on: %(tag)s") % {"tag": row.tag.name})
        for row in rows[:limit]
    ]  # fmt: skip


def _untagged(reader: User, ids: Sequence[int], before: Before, limit: int) -> list[TimelineEvent]:
    if rights.is_hidden(reader, "tags"):
        return []
    prefix = "tag-off-"
    events: QuerySet[Any] = event_model(CustomerTag).objects.all()
    name = Tag.objects.filter(pk=OuterRef("tag_id")).values("name")[:1]
    rows = events.filter(customer__in=ids, pgh_label="delete")
    rows = rows.annotate(tag_name=Subquery(name), actor=_actor("pgh_context_id"))
    if (end := upto(before, prefix)) is not None:
        rows = rows.filter(Q(pgh_created_at__lt=end[0]) | Q(pgh_created_at=end[0], pgh_id__lt=end[1]))
    return [
        _small(row.pgh_created_at, numbered(prefix, row.pgh_id), row.customer_id, row.actor, "tag",
               _("Tag taken off: %(tag)s") % {"tag": row.tag_name or "—"})
        for row in rows.order_by("-pgh_created_at", "-pgh_id")[:limit]
    ]  # fmt: skip


def _came_later(rows: QuerySet[Any], older: Q) -> QuerySet[Any]:
    """Rows of a later operation than the one that made the card: those came with it."""
    made = Customer.objects.filter(pk=OuterRef("customer_id")).values("made_in")[:1]
    rows = rows.filter(made_in__isnull=False).annotate(card_made_in=Subquery(made), actor=_actor("made_in"))
    rows = rows.filter(Q(card_made_in__isnull=True) | ~Q(card_made_in=F("made_in")))
    return rows.filter(older).order_by("-created_at", "-pk")


def _lettered(prefix: str, pk: UUID) -> str:
    """The key of an event that is a row with a UUID: such keys sort as the base sorts them."""
    return f"{prefix}{pk.hex}"


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


def _kinds(reader: User) -> list[str]:
    return [kind for kind in ContactKind.values if not rights.is_hidden(reader, kind)]


def _contact(reader: User, kind: str, row: Mapping[str, Any]) -> str:
    text = display_contact(kind, str(row.get("value") or ""), str(row.get("raw") or ""))
    return rights.shown(reader, kind, text) or HIDDEN


def _changed(
    step: Step, prefix: str, customer_id: int, line: Callable[[str, tuple[Any, Any]], str], title: str = "",
    icon: str = "pencil",
) -> TimelineEvent:  # fmt: skip
    body = "\n".join(filter(None, (line(field, pair) for field, pair in step.changed.items())))
    meta = _("undo") if step.kind == "undo" else ""
    title = title or _("The card is changed")
    return _small(step.at, numbered(prefix, step.event), customer_id, step.actor_name, icon, title, body, meta)


def _small(
    at: Any, key: str, customer_id: int, author: str | None, icon: str, title: str, body: str = "", meta: str = ""
) -> TimelineEvent:
    return TimelineEvent(
        at=at, key=key, kind="change", icon=icon, title=title, body=body, meta=meta, author=author or "", minor=True,
        customer_id=customer_id,
    )  # fmt: skip
