"""The administrator's list of outcomes: what he changes and puts away; entries that have one keep it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from accounts.models import User
from core.errors import DomainError
from core.registries.outcomes import outcome_effects
from core.registries.verbs import Verb, verbs
from interactions.log.choices import InteractionKind
from interactions.log.models import Outcome

SAVED = "interactions.outcome_saved"
OUTCOME = "interactions.outcome"
WITHOUT = frozenset({InteractionKind.NOTE})
"""A note ends in nothing."""


@dataclass(frozen=True, kw_only=True)
class OutcomeValues:
    """What is said of an outcome."""

    name: str
    kinds: Iterable[str]
    needs_next: bool = False
    effect: str = ""
    weight: int = 100
    is_archived: bool = False


def register() -> None:
    """Name our verb."""
    verbs.add(
        Verb(
            code=SAVED, sentence=gettext_lazy("Outcome of talks changed: %(name)s"),
            label=gettext_lazy("Outcome of talks changed"), tell=_name, icon="checks",
        )
    )  # fmt: skip


def save(outcome: Outcome | None, values: OutcomeValues, *, by: User) -> Outcome:
    """Change one, or make a new one. Raises DomainError on a name that is taken, or an outcome of nothing."""
    known = [kind for kind in InteractionKind.values if kind in set(values.kinds) and kind not in WITHOUT]
    if not known:
        raise DomainError(_("Choose what the outcome is for."), code="kinds")
    row = outcome or Outcome()
    row.name, row.kinds = " ".join(values.name.split()), f",{','.join(known)},"
    row.needs_next, row.weight, row.is_archived = values.needs_next, values.weight, values.is_archived
    # An effect whose package is gone stays as it is: its name is not among those offered.
    row.effect = values.effect if values.effect in outcome_effects or values.effect == row.effect else ""
    try:
        with transaction.atomic():
            row.save()
            journal.record(SAVED, by=by, object_type=OUTCOME, object_id=row.pk, details={"name": row.name})
    except IntegrityError as error:
        raise DomainError(_("There is an outcome of this name already."), code="name") from error
    return row


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", "—")}
