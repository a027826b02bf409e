"""Hours and limits as the company sets them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

import journal
from accounts.models import User
from consents.gate.trail import RULES, RULES_CHANGED
from consents.models.gate import Family, FrequencyPolicy, MessageClass, QuietHours

HOUR_FAMILIES = tuple(family for family in Family if family not in {Family.ALL, Family.POST})
"""A paper letter rings at no door."""
LIMIT_FAMILIES = tuple(Family)
TIMES = ("opens", "closes", "opens_off", "closes_off")
CAPS = ("per_day", "per_week", "per_month", "min_gap_hours")


@dataclass(frozen=True)
class Settings:
    """Of one class of messages; a row of empty values is no rule."""

    message_class: MessageClass
    hours: Mapping[Family, Sequence[dt.time | None]]
    """opens, closes, on days off opens, closes."""
    limits: Mapping[Family, Sequence[int | None]]
    """A day, in 7 days, in 30 days, hours between."""


@transaction.atomic
def change(settings: Settings, *, by: User) -> bool:
    """Set them all; tells whether anything was different, and only then writes it into the journal."""
    changed = {
        *_set(QuietHours, settings.message_class, TIMES, settings.hours),
        *_set(FrequencyPolicy, settings.message_class, CAPS, settings.limits),
    }
    if changed:
        details = {"class": settings.message_class.value, "channels": sorted(changed)}
        journal.record(RULES_CHANGED, by=by, object_type=RULES, details=details)
    return bool(changed)


def _set(
    model: type[QuietHours] | type[FrequencyPolicy],
    kind: MessageClass,
    names: Sequence[str],
    wanted: Mapping[Family, Sequence[Any]],
) -> set[str]:
    """Three statements at most, whatever the number of rows; returns the families whose rule is another now."""
    rows = model.objects.filter(message_class=kind)
    standing = {row.family: [getattr(row, name) for name in names] for row in rows}
    empty = {family.value for family, values in wanted.items() if all(value is None for value in values)}
    gone = empty & standing.keys()
    new = {one.value: list(values) for one, values in wanted.items() if one.value not in empty}
    new = {family: values for family, values in new.items() if standing.get(family) != values}
    if gone:
        rows.filter(family__in=gone).delete()
    if new:
        made: list[Any] = [_row(model, kind, family, names, values) for family, values in new.items()]
        places = ["family", "message_class"]
        model.objects.bulk_create(made, update_conflicts=True, unique_fields=places, update_fields=list(names))
    return gone | new.keys()


def _row(
    model: type[QuietHours] | type[FrequencyPolicy],
    kind: MessageClass,
    family: str,
    names: Sequence[str],
    values: Sequence[Any],
) -> QuietHours | FrequencyPolicy:
    return model(family=family, message_class=kind, **dict(zip(names, values, strict=True)))
