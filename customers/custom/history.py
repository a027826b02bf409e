"""The history of own fields: one event is the row of values before a change, told field by field."""

import json
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers import rights
from customers.change_words import Line, said
from customers.models import Customer, CustomField
from customers.tracking import CUSTOM_VALUES
from journal.changes import Change, changes_of, value_before

MOST = 100


def changes(customer_id: int, most: int) -> list[Change]:
    """Newest first."""
    return changes_of(CUSTOM_VALUES, [customer_id], ["values"], limit=min(most, MOST))


def last_change(customer_id: int, key: str) -> Change | None:
    """Who has changed this field last, as long as history knows."""
    return next((one for one in changes(customer_id, MOST) if _of(one.before, key) != _of(one.after, key)), None)


def lines(customer: Customer, reader: User, most: int) -> list[Line]:
    """A sentence for each field of each change that the reader may see."""
    found = changes(customer.pk, most)
    if not found:
        return []
    fields = {one.key: one for one in CustomField.objects.order_by("position", "pk")}
    return [
        _line(one, fields[key], reader)
        for one in found
        for key in sorted({*(one.before or {}), *(one.after or {})})
        if _of(one.before, key) != _of(one.after, key)
        and key in fields
        and not rights.is_hidden(reader, fields[key].catalogue_code)
    ]


def _line(change: Change, field: CustomField, reader: User) -> Line:
    from customers.custom.values import shown

    who, code = change.actor_name or _("Somebody"), field.catalogue_code
    texts = (shown(field, _of(value, field.key)) for value in (change.before, change.after))
    before, after = ((rights.shown(reader, code, text) or "•••") if text else "—" for text in texts)
    sentence = said(who, "changed", what=f"«{field.name}»", before=before, after=after)
    if change.kind == "undo":
        sentence = _("%(sentence)s (undo)") % {"sentence": sentence}
    back = code if rights.may_edit(reader, code) else ""
    return Line(change.at, sentence, "pencil", change.event, back, before)


def before(customer: Customer, field: CustomField, event: int) -> Any:
    """What the field held before that change, as it was kept. Raises DomainError when that is not known any more."""
    try:
        values = value_before(CUSTOM_VALUES, customer.pk, event, "values")
    except LookupError:
        raise DomainError(_("The earlier value is not kept any more."), code="too_old") from None
    values = json.loads(values) if isinstance(values, str) else values
    return _of(values, field.key)


def _of(values: Any, key: str) -> Any:
    return values.get(key) if isinstance(values, dict) else None
