"""Calls, letters and meetings on their way in: held to the rules of the history, compared with it, written."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.cells import Note
from customers.cells.moments import is_today_without_a_clock
from imports.cleaning.columns import problem_of
from imports.cleaning.rows import ROW, Problem
from interactions.log.choices import Direction, InteractionKind
from interactions.log.import_targets import BETWEEN
from interactions.log.models import Outcome
from interactions.log.services import CLOCK_DRIFT, EARLIEST, direction_of

ONLY_WORDS = frozenset({InteractionKind.NOTE, InteractionKind.COMPLAINT, InteractionKind.REVIEW})
"""Without words nothing is left of them. Of a letter it is told that it was sent, though not what stood in it."""


class Talks:
    """Rules of entries; asks once which outcomes are for what."""

    def __init__(self) -> None:
        self._kinds = dict(Outcome.objects.order_by("pk").values_list("name", "kinds"))
        self._now = timezone.now()

    def settled(self, values: dict[str, Any], odd: list[Problem]) -> str:
        """Fill in what is missing; returns why the row cannot be brought in."""
        if "at" not in values:
            return "no_moment"
        at = dt.datetime.fromisoformat(values["at"])
        if at > self._now + CLOCK_DRIFT and not is_today_without_a_clock(at, self._now):
            return "not_yet"
        if at < EARLIEST:
            return "too_early"
        kind, _colon, told = str(values.pop("kind", "")).partition(BETWEEN)
        way = str(values.pop("direction", "") or told)
        if not kind and not way and not values.get("text"):
            return "nothing_happened"
        kind = kind or (InteractionKind.CALL if way else InteractionKind.NOTE)
        if kind in ONLY_WORDS and not values.get("text"):
            return "no_words"
        # One word may tell more than the column of directions: a missed call is also an incoming one.
        way = told if told == Direction.MISSED and kind == InteractionKind.CALL else way
        way = str(direction_of(kind, way))
        # The word of the file is shown as it was understood: «call, from the client», where it told both.
        values.update(kind=f"{kind}{BETWEEN}{way}" if told and way else str(kind), direction=way)
        self._drop_outcome_of_others(values, odd)
        return ""

    def _drop_outcome_of_others(self, values: dict[str, Any], odd: list[Problem]) -> None:
        outcome = values.get("outcome")
        if outcome is not None and f",{values['kind'].partition(BETWEEN)[0]}," not in self._kinds.get(outcome, ""):
            odd.append(problem_of(Note("outcome_of_others", "left_out"), ROW, "outcome", values.pop("outcome")))
