"""Hours and limits the product comes with (rules G-2, G-3). Made once; what people changed or removed stays so."""

import datetime as dt
from typing import Any

from django.apps.registry import Apps

from consents.models.gate import Family, FrequencyPolicy, MessageClass, QuietHours

DAYTIME = {"opens": dt.time(9), "closes": dt.time(21), "opens_off": dt.time(10), "closes_off": dt.time(20)}
ADS, SERVICE = MessageClass.ADVERTISING, MessageClass.SERVICE
HOURS: tuple[tuple[Family, MessageClass], ...] = (
    *((family, ADS) for family in (Family.SMS, Family.EMAIL, Family.MESSENGER, Family.CALL, Family.PUSH)),
    (Family.CALL, SERVICE),
)
"""Service messages may come at any time, calls excepted."""
LIMITS: dict[Family, dict[str, int]] = {
    Family.SMS: {"per_day": 1, "per_month": 4},
    Family.EMAIL: {"per_day": 1, "per_week": 3},
    Family.MESSENGER: {"per_day": 1, "per_week": 2},
    Family.ALL: {"per_day": 1},
}


def ensure_rules(*, using: str, apps: Apps | None = None, **_signal: object) -> None:
    """Idempotent. `apps` is the schema a migration arrived at; into an older one nothing is written."""
    if apps and not _knows(apps):
        return
    if not QuietHours.objects.using(using).exists():
        rows = [QuietHours(family=family, message_class=kind, **DAYTIME) for family, kind in HOURS]
        QuietHours.objects.using(using).bulk_create(rows, ignore_conflicts=True)
    if not FrequencyPolicy.objects.using(using).exists():
        limits: list[tuple[Family, dict[str, Any]]] = list(LIMITS.items())
        rows_of_limits = [FrequencyPolicy(family=family, message_class=ADS, **caps) for family, caps in limits]
        FrequencyPolicy.objects.using(using).bulk_create(rows_of_limits, ignore_conflicts=True)


def _knows(apps: Apps) -> bool:
    try:
        return all(
            {field.name for field in apps.get_model(model._meta.label)._meta.concrete_fields}
            == {field.name for field in model._meta.concrete_fields}
            for model in (QuietHours, FrequencyPolicy)
        )
    except LookupError:
        return False
