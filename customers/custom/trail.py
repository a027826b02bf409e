"""What the journal keeps of own fields: their making and changes, and each showing of a secret."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

import journal
from accounts.models import User
from core.registries.verbs import Verb, verbs
from customers.models import Customer, CustomField
from customers.tracking import CUSTOMER

REVEALED = "customers.secret_shown"
CREATED, CHANGED, DELETED = "customers.field_created", "customers.field_changed", "customers.field_deleted"
FIELD = "customers.customfield"


def register() -> None:
    """Name our verbs."""
    verbs.add(
        Verb(code=REVEALED, sentence=_("Sensitive field “%(field)s” shown: %(object)s"), tell=_named, icon="eye"),
        Verb(code=CREATED, sentence=_("Field “%(field)s” of the card made"), tell=_named, icon="plus"),
        Verb(code=CHANGED, sentence=_("Field “%(field)s” of the card changed"), tell=_named, icon="pencil"),
        Verb(code=DELETED, sentence=_("Field “%(field)s” of the card deleted"), tell=_named, icon="trash"),
    )


def revealed(customer: Customer, field: CustomField, *, by: User) -> None:
    """`by` has the secret before him."""
    journal.record(REVEALED, by=by, object_type=CUSTOMER, object_id=customer.pk, details={"field": field.name})


def about(verb: str, field: CustomField, *, by: User, **details: Any) -> None:
    """`by` has done that to the definition."""
    journal.record(verb, by=by, object_type=FIELD, object_id=field.pk, details={"field": field.name, **details})


def _named(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"field": details.get("field", "—")}
