"""Hours and limits as the company sets them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

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
    place = {"message_class": settings.message_class.value}
    changed = {
        *(one for one, times in settings.hours.items() if _set(QuietHours.objects, one, place, TIMES, times)),
        *(one for one, caps in settings.limits.items() if _set(FrequencyPolicy.objects, one, place, CAPS, caps)),
    }
    if changed:
        details = {"class": settings.message_class.value, "channels": sorted(changed)}
        journal.record(RULES_CHANGED, by=by, object_type=RULES, details=details)
    return bool(changed)


def _set(
    rows: models.Manager[Any], family: Family, place: Mapping[str, Any], names: Sequence[str], values: Sequence[Any]
) -> bool:
    row: dict[str, Any] = {**place, "family": family.value}
    named = dict(zip(names, values, strict=True))
    if not any(value is not None for value in values):
        return bool(rows.filter(**row).delete()[0])
    if rows.filter(**row, **named).exists():
        return False
    rows.update_or_create(**row, defaults=named)
    return True
