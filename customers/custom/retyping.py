"""A change of a field's type with the values of all clients, or of its secrecy, as one operation taken back whole.

Taking it back would mix two types, or secrets with open text, if somebody has written a value, or changed the field,
since: then it is refused with the reason, and the field is changed back on its page, which reads every value anew.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.operations import OperationKind, Preview, operation_kinds
from customers.models import CustomField
from customers.models.custom_field import CustomType
from customers.tracking import CUSTOM_FIELD
from journal.models import Operation
from journal.operations import single

KIND = "customers.field_type"
_NEWEST = "SELECT COALESCE(max(pgh_id), 0) FROM customers_customvaluesevent"
# What the operation did itself, and what it undoes, is left out.
_VALUES_SINCE = """
    SELECT EXISTS (
        SELECT 1 FROM customers_customvaluesevent e JOIN customers_customvalues v ON v.customer_id = e.pgh_obj_id
         WHERE e.pgh_created_at >= %(since)s - interval '1 day'
           AND e.pgh_id > GREATEST(%(mark)s, (SELECT max(o.pgh_id) FROM customers_customvaluesevent o
                                               WHERE o.pgh_context_id = %(operation)s))
           AND (e.pgh_context_id IS NULL OR e.pgh_context_id <> ALL(%(chain)s::uuid[]))
           AND e."values" -> %(key)s IS DISTINCT FROM v."values" -> %(key)s)
      OR EXISTS (
        SELECT 1 FROM customers_customer c JOIN customers_customvalues v ON v.customer_id = c.id
         WHERE c.created_at >= %(since)s AND v."values" ? %(key)s)"""
_FIELD_SINCE = """
    SELECT EXISTS (
        SELECT 1 FROM customers_customfieldevent e JOIN customers_customfield f ON f.id = e.pgh_obj_id
         WHERE e.pgh_obj_id = %(field)s
           AND e.pgh_id > (SELECT max(o.pgh_id) FROM customers_customfieldevent o
                            WHERE o.pgh_context_id = %(operation)s)
           AND (e.type, e.options, e.limits, e.unit) IS DISTINCT FROM (f.type, f.options, f.limits, f.unit))
      OR NOT EXISTS (SELECT 1 FROM customers_customfield WHERE id = %(field)s)"""


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=KIND,
            label=gettext_lazy("Change of a field's type"),
            object_type=CUSTOM_FIELD,
            sentence=sentence,
            preview=lambda _operation, _user: Preview(total=1, will_change=1, unchanged=0),
            freeze=_nothing,
            apply=_nothing,
            why_not_undo=why_not_undo,
            undone_at_once=True,
            permission=Permission.ADMINISTER,
        )
    )


@contextmanager
def operation(own: CustomField, before: CustomField, *, by: User) -> Iterator[Operation]:
    """The change happens inside."""
    params = {
        "object_type": CUSTOM_FIELD,
        "object_id": str(own.pk),
        "field": own.pk,
        "name": own.name,
        "before": before.type,
        "after": own.type,
        "secret": own.is_sensitive if own.is_sensitive != before.is_sensitive else None,
    }
    with single(kind=KIND, by=by, params=params) as made:
        yield made
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST)
            made.params["mark"] = cursor.fetchone()[0]


def sentence(params: Mapping[str, Any]) -> str:
    """«Size»: text → list."""
    if params.get("secret") is not None and params.get("before") == params.get("after"):
        said = _("“%(name)s” is sensitive now") if params["secret"] else _("“%(name)s” is not sensitive any more")
        return said % {"name": params.get("name", "—")}
    words = dict(CustomType.choices)
    before, after = (str(words.get(str(params.get(name)), "—")) for name in ("before", "after"))
    return _("“%(name)s”: %(before)s → %(after)s") % {
        "name": params.get("name", "—"),
        "before": before,
        "after": after,
    }


def why_not_undo(operation_id: UUID) -> str:
    """Values written since, or a field that was changed since, would be read by the wrong type."""
    done = Operation.objects.get(pk=operation_id)
    root, chain = done, [done.pk]
    while root.undoes is not None:
        root = Operation.objects.get(pk=root.undoes)
        chain.append(root.pk)
    params = {
        "operation": done.pk,
        "chain": chain,
        "mark": root.params["mark"],
        "field": root.params["field"],
        "key": str(root.params["field"]),
        "since": done.started_at or done.created_at,
    }
    if _holds(_FIELD_SINCE, params):
        return _("The field was changed since: change its type on its own page.")
    if _holds(_VALUES_SINCE, params):
        return _("Values of the field were written since: change its type back on the field's page.")
    return ""


def _holds(text: str, params: Mapping[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(text, dict(params))
        return bool(cursor.fetchone()[0])


def _nothing(*_args: object) -> None:
    """It is done when it is written."""
