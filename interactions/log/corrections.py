"""What was corrected in an entry: who, when, from what to what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from core.registries.operations import tracked_models
from core.text import actors
from interactions.log.choices import Direction
from interactions.log.models import Interaction, Outcome
from interactions.log.services import INTERACTION
from journal.changes import changes_of

FIELDS = ("text", "at", "direction", "duration", "rating", "outcome_id")
MOST = 30


@dataclass(frozen=True)
class Correction:
    """One box at one time, in words."""

    at: dt.datetime
    who: str
    what: str
    before: str
    after: str


def of(entry: Interaction) -> list[Correction]:
    """The newest first; two statements, the second only where an outcome was changed."""
    found = changes_of(INTERACTION, [entry.pk], FIELDS, limit=MOST)
    labels = tracked_models.get(INTERACTION).field_labels
    wanted = {value for one in found if one.field == "outcome_id" for value in (one.before, one.after) if value}
    outcomes = {one.pk: str(one) for one in Outcome.objects.filter(pk__in=wanted)} if wanted else {}
    return [
        Correction(one.at, actors.said(one.actor_name), capfirst(str(labels[one.field])),
                   _said(one.field, one.before, outcomes), _said(one.field, one.after, outcomes))
        for one in found
    ]  # fmt: skip


def _said(field: str, value: Any, outcomes: dict[int, str]) -> str:
    if value is None or value == "":
        return "—"
    if field == "at":
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
    if field == "duration":
        minutes = max(1, round(int(value) / 60))
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if field == "direction":
        return str(Direction(value).label)
    if field == "outcome_id":
        return outcomes.get(int(value), "—")
    return str(value)
