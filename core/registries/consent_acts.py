"""What may be done with the consents of a client beside writing them down: asking him to confirm by a message."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ConsentAct:
    """A button of the panel of consents; `url(customer id)` is the page it leads to."""

    code: str
    label: str | Promise
    icon: str
    url: Callable[[int], str]
    permission: str = ""
    weight: int = 100


consent_acts: Registry[ConsentAct] = Registry("consent_acts", "buttons of the panel of consents")
