"""Changes of the card as small events of its timeline: fields, own fields, contacts, tags, by the reader's rights."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
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
from customers.change_arrivals import HIDDEN, arrivals, contact, kinds, small
from customers.changes import CARD_FIELDS, POINT_FIELDS, reason
from customers.custom.source import standing as standing_fields
from customers.custom.values import shown as own_shown
from customers.models import ContactPoint, CustomField
from customers.tracked_names import NAMES
from customers.tracking import CONTACT_POINT, CUSTOM_VALUES, CUSTOMER
from customers.values import people, shown
from journal.changes import Step, StepsOf, steps_of, steps_of_each
from journal.history import event_model

CARD, OWN, CONTACT = "change-card-", "change-own-", "change-contact-"


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
    """Newest first, strictly before; what the reader may not see is left out before it is counted.

    Two statements: steps of the card, its own fields and contacts; what came to the card and left it.
    """
    standing = list(ids)
    asked = [
        StepsOf(code=CUSTOMER, ids=standing, fields=rights.visible(reader, ("name", *CARD_FIELDS)),
                before=upto(before, CARD)),
        StepsOf(code=CUSTOM_VALUES, ids=standing, fields=["values"], before=upto(before, OWN)),
        StepsOf(code=CONTACT_POINT, ids=_points(standing, kinds(reader)), fields=POINT_FIELDS,
                before=upto(before, CONTACT)),
    ]  # fmt: skip
    card, own, points = steps_of_each(asked, limit=limit)
    found = (
        _card(reader, card) + _own(reader, standing, own, limit) + [_point(step, CONTACT, reader) for step in points]
    )
    found += arrivals(reader, standing, before, limit)
    return sorted(found, key=lambda event: (event.at, event.key), reverse=True)[:limit]


def _card(reader: User, steps: Sequence[Step]) -> list[TimelineEvent]:
    moved = [pk for step in steps for pk in step.changed.get("responsible_id", ())]
    names = people(moved) if moved else {}

    def line(field: str, pair: tuple[Any, Any]) -> str:
        if field == "archived_at":
            return _("Out of the archive") if pair[0] else _("Into the archive")
        old, new = (rights.shown(reader, field, shown(field, value, names)) or HIDDEN for value in pair)
        return f"{NAMES[field]}: {old} → {new}"

    return [_changed(step, CARD, int(step.object_id), line) for step in steps if step.changed]


def _own(reader: User, ids: Sequence[int], steps: Sequence[Step], limit: int) -> list[TimelineEvent]:
    """Own fields. Steps of hidden fields alone are passed over, and the page goes on below them."""
    found: list[TimelineEvent] = []
    fields = [one for one in standing_fields() if not rights.is_hidden(reader, one.catalogue_code)] if steps else []
    while steps:
        told = (_changed(step, OWN, int(step.object_id), partial(_own_line, reader, fields)) for step in steps)
        found += [event for event in told if event.body]
        if len(steps) < limit or len(found) >= limit:
            break
        end = steps[-1].at, steps[-1].event
        steps = steps_of(CUSTOM_VALUES, ids, ["values"], before=end, limit=limit)
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


def _points(ids: Sequence[int], known: Sequence[str]) -> QuerySet[Any, Any] | list[int]:
    """Contacts on the card and once on it, of kinds the reader may know of."""
    if not known:
        return []
    there = ContactPoint.objects.filter(customer__in=ids, kind__in=known).order_by().values_list("pk", flat=True)
    events: QuerySet[Any, Any] = event_model(ContactPoint).objects.all()
    gone = events.filter(customer__in=ids, kind__in=known, pgh_label="delete").order_by()
    return there.union(gone.values_list("pgh_obj", flat=True))


def _point(step: Step, prefix: str, reader: User) -> TimelineEvent:
    row, kind = step.row, str(step.row.get("kind") or "")
    of = contact(reader, kind, row)
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
        if field in {"state_why", "extension"}:
            return f"{POINT_NAMES[field]}: {' → '.join(reason(reader, kind, value) for value in pair)}"
        texts = (shown(field, value, {}) for value in pair)
        old, new = (rights.shown(reader, kind, text) or HIDDEN if field == "raw" else text for text in texts)
        return f"{POINT_NAMES[field]}: {old} → {new}"

    return _changed(step, prefix, int(row["customer_id"]), line, title % {"contact": of}, ICONS.get(kind, "mail"))


POINT_NAMES: Mapping[str, Any] = {
    "raw": gettext_lazy("value"),
    "label": gettext_lazy("label"),
    "extension": gettext_lazy("extension"),
    "is_primary": gettext_lazy("primary"),
    "state": gettext_lazy("state"),
    "state_why": gettext_lazy("reason of the state"),
}


def _changed(
    step: Step, prefix: str, customer_id: int, line: Callable[[str, tuple[Any, Any]], str], title: str = "",
    icon: str = "pencil",
) -> TimelineEvent:  # fmt: skip
    body = "\n".join(filter(None, (line(field, pair) for field, pair in step.changed.items())))
    meta = _("undo") if step.kind == "undo" else ""
    title = title or _("The card is changed")
    return small(step.at, numbered(prefix, step.event), customer_id, step.actor_name, icon, title, body, meta)
