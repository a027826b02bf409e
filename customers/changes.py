"""The card's history of fields in sentences, and giving one value back."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import DomainError
from core.registries.operations import tracked_models
from core.registries.panels import CardPanel, PanelPlace, card_panels
from core.text.gender import is_female
from customers import services
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from customers.tracking import CONTACT_POINT, CUSTOMER
from customers.values import Names, people, shown
from journal.changes import Change, changes_of, value_before
from journal.history import event_model
from journal.models import Operation

LINES = 30
CARD_FIELDS = ("last_name", "first_name", "middle_name", "sex", "birth_date", "city", "responsible_id", "archived_at")
POINT_FIELDS = ("raw", "label", "is_primary")


@dataclass(frozen=True)
class Line:
    """One sentence of the history; with `field` its old value can be given back."""

    at: dt.datetime
    who: str
    sentence: str
    icon: str
    event: int = 0
    field: str = ""
    before: str = ""


def register() -> None:
    """Add the panel to the card."""
    card_panels.add(
        CardPanel(code="changes", title=_("Changes"), place=PanelPlace.LEFT, render=render_panel, weight=900)
    )


def render_panel(request: HttpRequest, customer_id: int) -> str:
    """The newest lines of the card's history."""
    customer = Customer.objects.get(pk=customer_id)
    lines = history(customer)
    context = {"customer": customer, "lines": lines[:LINES], "more": len(lines) > LINES}
    return render_to_string("customers/changes.html", context, request)


def history(customer: Customer) -> list[Line]:
    """Newest first, at most one more than a page of them: fields, contact points, how the card came."""
    fields = ("name", *CARD_FIELDS[3:]) if customer.is_company else CARD_FIELDS
    changes = changes_of(CUSTOMER, [customer.pk], fields, limit=LINES + 1)
    changes += changes_of(CONTACT_POINT, _points(customer), POINT_FIELDS, limit=LINES + 1)
    names = people(pk for change in changes if change.field == "responsible_id" for pk in (change.before, change.after))
    lines = [_line(change, names) for change in changes] + _beginnings(customer)
    return sorted(lines, key=lambda line: (line.at, line.event), reverse=True)[: LINES + 1]


def restore(*, by: User, customer: Customer, event: int, field: str) -> Operation | None:
    """Set a field to what it held before a change. Raises DomainError when that is not kept any more."""
    if field not in services.FIELDS:
        raise DomainError(gettext("This value cannot be given back."), code="field")
    try:
        value = value_before(CUSTOMER, customer.pk, event, field)
    except LookupError:
        raise DomainError(gettext("The earlier value is not kept any more."), code="too_old") from None
    return services.change(by=by, customer=customer, values={field: value})


def _points(customer: Customer) -> list[str]:
    """Ids of contact points that stand on the card or stood there."""
    standing = ContactPoint.objects.filter(customer=customer).values_list("pk", flat=True).order_by("pk")
    events: QuerySet[Model] = event_model(ContactPoint).objects.all()
    gone = events.filter(customer=customer, pgh_label="delete").values_list("pgh_obj", flat=True)
    return sorted({*map(str, standing), *map(str, gone.order_by("pgh_id"))})


def _line(change: Change, names: Names) -> Line:
    who = change.actor_name or gettext("Somebody")
    if change.table == CONTACT_POINT:
        return Line(change.at, who, _point_sentence(change, who), "phone" if _kind(change) == "phone" else "mail")
    if change.field == "archived_at":
        return Line(change.at, who, _said(who, "unarchived" if change.before else "archived"), "folder", change.event)
    before, after = (shown(change.field, value, names) for value in (change.before, change.after))
    label = tracked_models.get(CUSTOMER).changed_labels[change.field]
    sentence = _said(who, "changed", what=label, before=before, after=after)
    if change.kind == "undo":
        sentence = gettext("%(sentence)s (undo)") % {"sentence": sentence}
    return Line(change.at, who, sentence, "pencil", change.event, change.field, before)


def _point_sentence(change: Change, who: str) -> str:
    row = change.row
    point = display_contact(_kind(change), str(row.get("value") or ""), str(row.get("raw") or ""))
    if change.field == "":
        return _said(who, "removed", what=point)
    if change.field == "is_primary":
        return _said(who, "primary" if change.after else "not_primary", what=point)
    if change.field == "label":
        return _said(who, "labelled", what=point, before=change.before or "—", after=change.after or "—")
    return _said(who, "changed", what=gettext("contact"), before=change.before, after=change.after)


def _kind(change: Change) -> str:
    return str(change.row.get("kind") or "")


def _beginnings(customer: Customer) -> list[Line]:
    """Who made the card and its contact points: rows know the operation that made them."""
    points = list(ContactPoint.objects.of(customer))
    made = {customer.made_in, *(point.made_in for point in points)} - {None}
    actors = {op.pk: op.actor_name for op in Operation.objects.filter(pk__in=made).order_by("pk")}
    lines = []
    if customer.made_in in actors:
        who = actors[customer.made_in]
        lines.append(Line(customer.created_at, who, _said(who, "created"), "user-plus"))
    for point in points:
        if point.made_in in actors and point.made_in != customer.made_in:
            who = actors[point.made_in]
            text = display_contact(point.kind, point.value, point.raw)
            icon = "phone" if point.kind == "phone" else "mail"
            lines.append(Line(point.created_at, who, _said(who, "added", what=text), icon))
    return lines


def _said(who: str, verb: str, **words: object) -> str:
    """The verb as the person's name asks for it; English does not mind."""
    return (_her if is_female(who) else _his)(verb) % {"who": who, **words}


def _her(verb: str) -> str:
    return {
        "changed": pgettext("she", "%(who)s changed %(what)s: %(before)s → %(after)s"),
        "archived": pgettext("she", "%(who)s put the card into the archive"),
        "unarchived": pgettext("she", "%(who)s took the card out of the archive"),
        "removed": pgettext("she", "%(who)s removed %(what)s"),
        "primary": pgettext("she", "%(who)s made %(what)s primary"),
        "not_primary": pgettext("she", "%(who)s made %(what)s not primary"),
        "labelled": pgettext("she", "%(who)s changed the label of %(what)s: %(before)s → %(after)s"),
        "created": pgettext("she", "%(who)s made the card"),
        "added": pgettext("she", "%(who)s added %(what)s"),
    }[verb]


def _his(verb: str) -> str:
    return {
        "changed": pgettext("he", "%(who)s changed %(what)s: %(before)s → %(after)s"),
        "archived": pgettext("he", "%(who)s put the card into the archive"),
        "unarchived": pgettext("he", "%(who)s took the card out of the archive"),
        "removed": pgettext("he", "%(who)s removed %(what)s"),
        "primary": pgettext("he", "%(who)s made %(what)s primary"),
        "not_primary": pgettext("he", "%(who)s made %(what)s not primary"),
        "labelled": pgettext("he", "%(who)s changed the label of %(what)s: %(before)s → %(after)s"),
        "created": pgettext("he", "%(who)s made the card"),
        "added": pgettext("he", "%(who)s added %(what)s"),
    }[verb]
