"""Rules of the standard that name a field: such a field is not deleted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.registries.field_uses import FieldUse, field_uses
from customers.models import StandardRule


def register() -> None:
    """Tell of them."""
    field_uses.add(FieldUse(code="customers.standard", uses=rules_with, weight=20))


def rules_with(code: str) -> Iterator[str]:
    """By name. Rules are few: they are read, not searched."""
    for rule in StandardRule.objects.order_by("pk"):
        if code in rule.fields or f'"{code}"' in str(rule.rule).replace("'", '"'):
            yield _("rule of the standard “%(name)s”") % {"name": rule.name}
