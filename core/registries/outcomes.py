"""Effects of call outcomes, run in the transaction that records the call («do not call» withdraws a consent)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class OutcomeEffect:
    """`run(customer id, contact point id or None, user id)`."""

    code: str
    label: str | Promise
    run: Callable[[int, str | None, int], None]
    weight: int = 100


outcome_effects: Registry[OutcomeEffect] = Registry("outcome_effects", "what a call outcome does besides being written")
