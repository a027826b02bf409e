"""Values nobody writes to: added, lifted, looked up. Only keyed hashes are kept."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from consents import keyed
from consents.gate.trail import LIFTED, SUPPRESSED, SUPPRESSION
from consents.models.gate import Suppression, SuppressionReason, SuppressionScope
from core.errors import DomainError
from customers.normalise.contacts import normalise_contact

AT_ONCE = 10_000


@dataclass(frozen=True, kw_only=True)
class Stop:
    """What is not to be sent to a value, and why."""

    reason: SuppressionReason = SuppressionReason.MANUAL
    scope: SuppressionScope = SuppressionScope.ALL
    channel: str = ""
    """Code; empty: all that reach the value."""
    purpose: str = ""
    source: str = ""
    expires_at: dt.datetime | None = None


def add(kind: str, raw: str, stop: Stop, *, by: User) -> Suppression:
    """Forbid what was typed. Raises DomainError on what is no contact, and on an end that is over already."""
    value = standard(kind, raw)
    if stop.expires_at is not None and stop.expires_at <= timezone.now():
        raise DomainError(_("The end lies in the past."), code="expires_at")
    add_many([(kind, value)], stop, by=by)
    return Suppression.objects.get(value_hmac=keyed.digest(kind, value), lifted_at=None, **_place(stop))


@transaction.atomic
def add_many(values: Iterable[tuple[str, str]], stop: Stop, *, by: User) -> int:
    """Forbid (kind, standard value) of each; returns how many were not forbidden so already."""
    now, added = timezone.now(), 0
    batch: list[Suppression] = []
    for kind, value in sorted(set(values)):
        batch.append(_row(kind, value, stop, by, now))
        if len(batch) == AT_ONCE:
            added, batch = added + _write(batch, stop, now), []
    added += _write(batch, stop, now)
    if added:
        details = {"count": added, "reason": stop.reason.value, "source": stop.source}
        journal.record(SUPPRESSED, by=by, object_type=SUPPRESSION, details=details)
    return added


@transaction.atomic
def lift(suppression: Suppression, *, by: User, why: str) -> None:
    """Let messages through again. Raises DomainError without a reason, or when it does not stand any more."""
    if not why.strip():
        raise DomainError(_("Say why it is lifted."), code="why")
    row = Suppression.objects.select_for_update(no_key=True).get(pk=suppression.pk)
    if row.lifted_at is not None:
        raise DomainError(_("It was lifted already."))
    row.lifted_at, row.lifted_by, row.lifted_why = timezone.now(), by, why.strip()
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    journal.record(LIFTED, by=by, object_type=SUPPRESSION, object_id=row.pk, details={"why": row.lifted_why})


def look_up(kind: str, raw: str) -> list[Suppression]:
    """Everything that ever stood against a value, newest first, under this secret or an earlier one."""
    keys = keyed.digests(kind, standard(kind, raw))
    rows = Suppression.objects.filter(value_hmac__in=keys).select_related("created_by", "lifted_by")
    return list(rows.order_by("-created_at", "-pk"))


def standard(kind: str, raw: str) -> str:
    """The one form of what was typed. Raises DomainError when it has none."""
    found = normalise_contact(kind, raw.strip()) if raw.strip() else None
    if found is None or not found.value:
        raise DomainError(_("This is no number or address of the chosen kind."), code="value")
    return found.value


def _row(kind: str, value: str, stop: Stop, by: User, now: dt.datetime) -> Suppression:
    return Suppression(
        value_hmac=keyed.digest(kind, value), kind=kind, reason=stop.reason, source=stop.source, created_at=now,
        created_by=by, expires_at=stop.expires_at, **_place(stop),
    )  # fmt: skip


def _write(batch: list[Suppression], stop: Stop, now: dt.datetime) -> int:
    """What has run out makes room; what stands stays, unless it would end sooner."""
    if not batch:
        return 0
    keys = [row.value_hmac for row in batch]
    same = Suppression.objects.filter(value_hmac__in=keys, lifted_at=None, **_place(stop))
    same.filter(expires_at__lte=now).update(lifted_at=now, lifted_why=_("ran out"))
    longer = Q() if stop.expires_at is None else Q(expires_at__lt=stop.expires_at)
    same.filter(longer, expires_at__isnull=False).update(expires_at=stop.expires_at, reason=stop.reason)
    before = same.count()
    Suppression.objects.bulk_create(batch, ignore_conflicts=True)
    return same.count() - before


def _place(stop: Stop) -> dict[str, str]:
    return {"channel": stop.channel, "scope": stop.scope, "purpose": stop.purpose}
