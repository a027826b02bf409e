"""A report that was just made is not made again for the same reader and question; «recompute» makes it anew."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from accounts.scope import reach
from core import kept, replica
from core.registries.reports import Report, ReportAsk, ReportResult

SECONDS = 600


@dataclass(frozen=True)
class Made:
    """A result and when it was worked out."""

    result: ReportResult
    at: dt.datetime
    seconds: float

    @property
    def told_at(self) -> dt.datetime:
        """When the numbers were counted, be it by the report or by what it reads."""
        return self.result.counted_at or self.at


def made(report: Report, ask: ReportAsk, *, anew: bool = False) -> Made:
    """From the cache while it is fresh and the reader's rights are the same; its loss costs time alone."""
    key = _key(report, ask)
    found = None if anew else kept.found(key)
    if isinstance(found, Made):
        return found
    began = timezone.now()
    result = _built(report, ask)
    done = Made(result, began, (timezone.now() - began).total_seconds())
    kept.put(key, done, SECONDS)
    return done


def _built(report: Report, ask: ReportAsk) -> ReportResult:
    """From the replica where there is one, unless it has not yet heard of what the report is to read."""
    stamp = report.stamp() if report.stamp else None

    def build() -> ReportResult | None:
        return report.build(ask) if report.stamp is None or report.stamp() == stamp else None

    return replica.read(build) or report.build(ask)


def _key(report: Report, ask: ReportAsk) -> str:
    user: User = ask.user
    seen = reach(user)
    parts = (
        *(report.code, user.pk, sorted(user.role.permissions), sorted(user.role.field_rights.items())),
        *(seen.everything, seen.people, get_language(), ask.since, ask.until, str(ask.zone), ask.today),
        sorted((name, str(value)) for name, value in ask.values.items()),
        str(report.stamp()) if report.stamp else "",
    )
    return "report:" + hashlib.sha256(repr(parts).encode()).hexdigest()
