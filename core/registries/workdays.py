"""Days that are work days or days off whatever the state's calendar says."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class OwnDays:
    """`read()`: each such day, and whether people work on it. One query."""

    code: str
    read: Callable[[], Mapping[dt.date, bool]]
    weight: int = 100


own_days: Registry[OwnDays] = Registry("own_days", "days that the company has made work days or days off")
