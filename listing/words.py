"""A value of the catalogue as a person reads it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.registries.fields import Field, FieldType, names_of

BETWEEN = ", "


def text_of(known: Field, value: Any, *, choices: Mapping[str, str | Promise] | None = None) -> str:
    """One line of text; empty for nothing. `choices` spares asking for their names again for each row."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list | tuple):
        return BETWEEN.join(text_of(known, one, choices=choices) for one in value)
    if known.choices is not None:
        names = names_of(known, (str(value),)) if choices is None else choices
        return str(names.get(str(value), value))
    return _plain(known, value)


def _plain(known: Field, value: Any) -> str:
    if known.type == FieldType.FLAG:
        return pgettext("value", "yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value else 0, use_l10n=True, force_grouping=True)
    return str(value)
