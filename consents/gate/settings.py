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
    changed = [
        *(
            family
            for family, times in settings.hours.items()
            if _set(QuietHours, settings, family, _named(("opens", "closes", "opens_off", "closes_off"), times))
        ),
        *(
            family
            for family, caps in settings.limits.items()
            if _set(
                FrequencyPolicy, settings, family, _named(("per_day", "per_week", "per_month", "min_gap_hours"), caps)
            )
        ),
    ]
    if changed:
        details = {"class": settings.message_class.value, "channels": sorted(set(changed))}
        journal.record(RULES_CHANGED, by=by, object_type=RULES, details=details)
    return bool(changed)


def _named(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


def _set(model: type[models.Model], settings: Settings, family: Family, values: dict[str, Any]) -> bool:
    place = {"family": family.value, "message_class": settings.message_class.value}
    rows = model._default_manager.filter(**place)
    if not any(value is not None for value in values.values()):
        return bool(rows.delete()[0])
    if rows.filter(**values).exists():
        return False
    model._default_manager.update_or_create(**place, defaults=values)
    return True
