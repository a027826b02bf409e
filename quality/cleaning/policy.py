"""When the base is looked through by itself, and what may be mended then: an administrator decides."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from quality.cleaning.options import filled
from quality.cleaning.services import refuse_actor
from quality.models import CleaningPolicy, Rhythm


def current() -> CleaningPolicy:
    """What stands; until somebody decides, every night, only looking."""
    return CleaningPolicy.objects.filter(pk=1).first() or CleaningPolicy(pk=1, options=filled({}))


def is_due(policy: CleaningPolicy, day: dt.date) -> bool:
    """Whether the night of this day is one of its nights."""
    if policy.rhythm == Rhythm.WEEKLY:
        return day.weekday() == policy.weekday
    return policy.rhythm == Rhythm.NIGHTLY


@transaction.atomic
def decide(
    *, by: User, rhythm: str, weekday: int, checks: Sequence[str], fixes: bool, options: Mapping[str, Any]
) -> CleaningPolicy:
    """Write it down. Raises DomainError when it is not his to decide."""
    refuse_actor(by)
    policy, _made = CleaningPolicy.objects.select_for_update(no_key=True).get_or_create(pk=1)
    policy.rhythm, policy.weekday, policy.checks, policy.fixes = rhythm, weekday, list(checks), fixes
    policy.options, policy.changed_by, policy.changed_at = filled(options), by, timezone.now()
    policy.save()
    return policy
