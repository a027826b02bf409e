"""The card's history of fields in sentences, and giving one value back."""

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import tracked_models
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import rights, services
from customers.card_points import ICONS
from customers.change_words import Line, said
from customers.changes_of_marks import lines_of
from customers.custom import history as own_fields
from customers.custom import values as own_values
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from customers.tracking import CONTACT_POINT, CUSTOMER
from customers.values import Names, people, shown
from journal.changes import Change, changes_of, value_before
from journal.history import event_model
from journal.models import Operation

LINES = 30
BRIEF = 5
CARD_FIELDS = (
    "last_name", "first_name", "middle_name", "sex", "birth_date", "city", "address", "company", "position",
    "inn", "kpp", "source", "note", *services.MORE_FIELDS, "responsible_id", "archived_at",
)  # fmt: skip
POINT_FIELDS = ("raw", "label", "extension", "is_primary", "state", "state_why", "archived_at")


def register() -> None:
    """Add the panel to the card."""
    card_panels.add(
        CardPanel(code="changes", title=_("Changes"), place=PanelPlace.LEFT, render=render_panel, weight=900)
    )


def render_panel(request: HttpRequest, customer_id: int) -> str:
    """The newest lines of the card's history; `?brief`: the last of them, with nothing to press."""
    assert isinstance(request.user, User)
    customer = Customer.objects.get(pk=customer_id)
    is_brief = "brief" in request.GET
    most = BRIEF if is_brief else LINES
    lines = history(customer, request.user, most)
    may_edit = request.user.has(Permission.EDIT_CUSTOMERS) and not is_brief
    more = len(lines) > most and not is_brief
    context = {"customer": customer, "lines": lines[:most], "more": more, "may_edit": may_edit}
    return render_to_string("customers/changes.html", context, request)


def history(customer: Customer, reader: User, most: int = LINES) -> list[Line]:
    """Newest first, at most one more than asked for: fields, contacts, tags, external ids, how the card came.

    Fields the reader may not see are left out; masked ones tell that they were changed.
    """
    fields = rights.visible(reader, ("name", *CARD_FIELDS[3:]) if customer.is_company else CARD_FIELDS)
    changes = changes_of(CUSTOMER, [customer.pk], fields, limit=most + 1)
    names = people(pk for change in changes if change.field == "responsible_id" for pk in (change.before, change.after))
    standing = list(ContactPoint.objects.filter(customer=customer).order_by("pk"))
    points = changes_of(CONTACT_POINT, _ids(standing, customer), POINT_FIELDS, limit=most + 1)
    lines = [_line(change, names, reader) for change in changes]
    lines += [_point_line(change, reader) for change in points if not rights.is_hidden(reader, _kind(change))]
    lines += lines_of(customer, standing, reader)
    lines += own_fields.lines(customer, reader, most + 1)
    return sorted(lines, key=lambda line: (line.at, line.event), reverse=True)[: most + 1]


def restore(*, by: User, customer: Customer, event: int, field: str) -> Operation | None:
    """Set a field to what it held before a change. Raises DomainError when that is not kept any more."""
    if field.startswith("custom."):
        return own_values.give_back(by=by, customer=customer, code=field, event=event)
    if field not in services.FIELDS:
        raise DomainError(gettext("This value cannot be given back."), code="field")
    try:
        value = value_before(CUSTOMER, customer.pk, event, field)
    except LookupError:
        raise DomainError(gettext("The earlier value is not kept any more."), code="too_old") from None
    return services.change(by=by, customer=customer, values={field: value})


def _ids(standing: Iterable[ContactPoint], customer: Customer) -> list[str]:
    """Ids of contact points that stand on the card or stood there."""
    events: QuerySet[Model] = event_model(ContactPoint).objects.all()
    gone = events.filter(customer=customer, pgh_label="delete").values_list("pgh_obj", flat=True)
    return sorted({*(str(point.pk) for point in standing), *map(str, gone.order_by("pgh_id"))})


def _line(change: Change, names: Names, reader: User) -> Line:
    who = change.actor_name or gettext("Somebody")
    if change.field == "archived_at":
        return Line(change.at, said(who, "unarchived" if change.before else "archived"), "folder", change.event)
    texts = (shown(change.field, value, names) for value in (change.before, change.after))
    before, after = (rights.shown(reader, change.field, text) or "•••" for text in texts)
    label = tracked_models.get(CUSTOMER).changed_labels[change.field]
    sentence = said(who, "changed", what=label, before=before, after=after)
    if change.kind == "undo":
        sentence = gettext("%(sentence)s (undo)") % {"sentence": sentence}
    back = change.field if rights.may_edit(reader, change.field) else ""
    return Line(change.at, sentence, "pencil", change.event, back, before)


def _point_line(change: Change, reader: User) -> Line:
    who = change.actor_name or gettext("Somebody")
    icon = ICONS.get(_kind(change), "mail")
    return Line(change.at, _point_sentence(change, who, reader), icon, change.event)


def _point_sentence(change: Change, who: str, reader: User) -> str:
    row, kind = change.row, _kind(change)
    point = rights.shown(reader, kind, display_contact(kind, str(row.get("value") or ""), str(row.get("raw") or "")))
    if change.field == "":
        return said(who, "removed", what=point)
    if change.field == "archived_at":
        return said(who, "added" if change.before else "removed", what=point)
    if change.field == "state":
        before, after = (shown("state", value, {}) for value in (change.before, change.after))
        return said(who, "told", what=point, before=before, after=after)
    if change.field == "state_why":
        before, after = (reason(reader, kind, value) for value in (change.before, change.after))
        return said(who, "changed", what=gettext("the reason of a contact’s state"), before=before, after=after)
    if change.field == "is_primary":
        return said(who, "primary" if change.after else "not_primary", what=point)
    if change.field == "extension":
        before, after = (reason(reader, kind, value) for value in (change.before, change.after))
        return said(who, "labelled", what=point, before=before, after=after)
    if change.field == "label":
        return said(who, "labelled", what=point, before=change.before or "—", after=change.after or "—")
    before, after = (rights.shown(reader, kind, str(value or "")) for value in (change.before, change.after))
    return said(who, "changed", what=gettext("contact"), before=before, after=after)


def reason(reader: User, kind: str, value: object) -> str:
    """Why a state was told, or what is dialled after the number: only those read it who read the contact."""
    text = str(value or "")
    return "—" if not text else text if rights.may_read(reader, kind) else "•••"


def _kind(change: Change) -> str:
    return str(change.row.get("kind") or "")
