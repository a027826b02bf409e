"""Whose jobs a person sees: his own; an administrator everybody's."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import system_user
from core.registries.jobs import job_kinds
from journal.models import JobRun, JobState
from journal.models.job import JobRunQuerySet

PAGE = 50


def visible_to(user: User) -> JobRunQuerySet:
    """Runs the person may look at."""
    if not user.is_active:
        return JobRun.objects.none()
    return JobRun.objects.all() if user.has(Permission.ADMINISTER) else JobRun.objects.started_by(user.pk)


def one_of(user: User, job_id: UUID) -> JobRun:
    """Raises Http404 for a run of somebody else, as for one that never was."""
    run = visible_to(user).filter(pk=job_id).first()
    if run is None:
        raise Http404
    return run


@dataclass(frozen=True)
class Filters:
    """What was chosen above the list; unknown values choose nothing."""

    state: str = ""
    kind: str = ""
    whole: bool = False
    """With what the product did by itself and did well: hundreds an hour, which hide what people started."""

    @classmethod
    def of(cls, values: dict[str, str]) -> "Filters":
        state, kind = values.get("state", ""), values.get("kind", "")
        known_state, known_kind = state if state in JobState.values else "", kind if kind in job_kinds else ""
        return cls(known_state, known_kind, values.get("whole") == "1")

    @property
    def chosen(self) -> dict[str, str]:
        """As the address says it."""
        said = {"state": self.state, "kind": self.kind, "whole": "1" if self.whole else ""}
        return {name: value for name, value in said.items() if value}

    def narrow(self, runs: JobRunQuerySet) -> JobRunQuerySet:
        if not self.whole and not self.kind:
            runs = runs.exclude(actor_id=system_user().pk, state=JobState.DONE)
        if self.state:
            runs = runs.filter(state=self.state)
        return runs.filter(kind=self.kind) if self.kind else runs


def page_before(runs: JobRunQuerySet, token: str) -> tuple[list[JobRun], str]:
    """Rows after the one named by the token, newest first, and the token of the next page ('' at the end)."""
    at = _read(token)
    if at is not None:
        created_at, job_id = at
        runs = runs.filter(created_at__lte=created_at).filter(Q(created_at__lt=created_at) | Q(pk__lt=job_id))
    found = list(runs.newest_first()[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.created_at.isoformat()}~{last.pk}" if last else ""


def _read(token: str) -> tuple[dt.datetime, UUID] | None:
    moment, _, job_id = token.partition("~")
    try:
        created_at = dt.datetime.fromisoformat(moment)
        return (created_at, UUID(job_id)) if created_at.tzinfo else None
    except ValueError:
        return None
