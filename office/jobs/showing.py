"""One job as pages show it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.text.numbers import number
from journal.models.job import JobRun, JobState
from journal.runs.pace import Pace, pace
from office.jobs import words

SAID_EACH = 25
"""A screen reader hears of each quarter, not of each percent."""


@dataclass(frozen=True)
class Shown:
    """A run with everything in words."""

    run: JobRun
    now: dt.datetime

    @cached_property
    def pace(self) -> Pace:
        return pace(self.run, self.now)

    @property
    def label(self) -> str:
        return words.label(self.run.kind)

    @property
    def state(self) -> str:
        """As asked to stop, it says so before it has."""
        return _("stopping") if self.is_stopping else str(JobState(self.run.state).label)

    @property
    def tone(self) -> str:
        return words.tone(self.run.state)

    @property
    def is_live(self) -> bool:
        return self.run.is_live

    @property
    def is_stopping(self) -> bool:
        return self.run.cancel_asked and self.run.is_live

    @property
    def is_done(self) -> bool:
        return self.run.state == JobState.DONE

    @property
    def failure(self) -> str:
        return words.failure(self.run)

    @property
    def headline(self) -> str:
        """«In progress: 1 984 of 3 147»."""
        if self.run.total:
            counted = _("%(done)s of %(total)s") % {"done": number(self.run.done), "total": number(self.run.total)}
        else:
            counted = number(self.run.done) if self.run.done else ""
        state = self.state[:1].upper() + self.state[1:]
        return f"{state}: {counted}" if counted else state

    @property
    def remaining(self) -> str:
        return "" if self.pace.remaining is None or self.is_stopping else words.remaining(self.pace.remaining)

    @property
    def rate(self) -> str:
        """Things a second; slow work to a tenth."""
        rate = self.pace.rate
        return "" if rate is None else number(rate, 0 if rate >= 10 else 1)

    @property
    def duration(self) -> str:
        if self.run.started_at is None:
            return ""
        return words.duration(((self.run.finished_at or self.now) - self.run.started_at).total_seconds())

    @property
    def said(self) -> str:
        """What is said aloud now; the same words are not said twice."""
        if self.run.state != JobState.RUNNING or self.pace.percent is None:
            return f"{self.label}: {self.state}"
        quarter = self.pace.percent // SAID_EACH * SAID_EACH
        return _("%(job)s: %(percent)s%% done") % {"job": self.label, "percent": quarter}

    @property
    def poll_seconds(self) -> int:
        """Often at first, seldom when it takes long."""
        age = (self.now - (self.run.claimed_at or self.run.created_at)).total_seconds()
        return next((delay for limit, delay in ((15, 1), (60, 2), (600, 5)) if age < limit), 10)


def shown(run: JobRun) -> Shown:
    """As it is now."""
    return Shown(run, timezone.now())
