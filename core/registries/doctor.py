"""Checks of `manage.py doctor` and numbers for monitoring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from core.registry import Registry


class Health(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """The end of one check: a sentence that says what to do when it is not well."""

    health: Health
    message: str | Promise


@dataclass(frozen=True, kw_only=True)
class DoctorCheck:
    """`run()` never raises for what it looks for; an exception is a defect and is shown as a failure."""

    code: str
    label: str | Promise
    run: Callable[[], Finding]
    weight: int = 100
    asks_outside: bool = False
    """It waits for strangers' servers: the page of the state of services runs it on demand only."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One number for monitoring, or one for each value of a label; `read()` must be cheap.

    Labels hold codes of ours, few of them: never a client, a person, an address or anything typed.
    """

    code: str
    help: str
    read: Callable[[], float | Mapping[str, float]]
    label: str = ""
    weight: int = 100


doctor_checks: Registry[DoctorCheck] = Registry("doctor_checks", "checks of `manage.py doctor`")
metrics: Registry[Metric] = Registry("metrics", "numbers for monitoring")
