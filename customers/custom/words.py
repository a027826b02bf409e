"""Values of own fields as people read them, and as a box of a form holds them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.text import moments
from customers.models.custom_field import CustomField, CustomType

NUMBERS = frozenset({CustomType.INTEGER, CustomType.DECIMAL, CustomType.MONEY})


def words(field: CustomField, value: Any, clients: Mapping[int, str] | None = None) -> str:
    """One value; empty for nothing. `clients` are names of those the reader may see.

    History holds values of the type the field had then: what the type of today cannot tell is told as it stands.
    """
    if value in (None, "", []):
        return ""
    try:
        return _words(field, value, clients)
    except (ValueError, TypeError, ArithmeticError):
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _words(field: CustomField, value: Any, clients: Mapping[int, str] | None) -> str:
    if field.type in NUMBERS:
        return _number(field, value)
    if field.type == CustomType.DATE:
        return moments.short_date(dt.date.fromisoformat(value))
    if field.type == CustomType.MOMENT:
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if field.type == CustomType.FLAG:
        return pgettext("value", "yes") if value else _("no")
    if field.type in (CustomType.CHOICE, CustomType.MULTI):
        names = {str(one["id"]): str(one["name"]) for one in field.options}
        return ", ".join(names.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if field.type == CustomType.CLIENT:
        return (clients or {}).get(int(value), _("a client you do not see"))
    if field.type == CustomType.FILE:
        return str(value.get("name", "")) if isinstance(value, dict) else str(value)
    return str(value)


def _number(field: CustomField, value: str) -> str:
    text = number_format(Decimal(str(value)), use_l10n=True, force_grouping=True)
    unit = field.unit or ("₽" if field.type == CustomType.MONEY else "")
    return f"{text} {unit}" if unit else text


def typed(field: CustomField, value: Any) -> str:
    """As the box of a form holds it: `customers.custom.reading.read` reads it back."""
    if value in (None, "", []):
        return ""
    if field.type in NUMBERS:
        return str(value).replace(".", ",")
    if field.type == CustomType.DATE:
        return f"{dt.date.fromisoformat(value):%d.%m.%Y}"
    if field.type == CustomType.MOMENT:
        return f"{timezone.localtime(dt.datetime.fromisoformat(value)):%d.%m.%Y %H:%M}"
    if field.type == CustomType.FLAG:
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("id", ""))
    return str(value)
