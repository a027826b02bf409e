"""How far a run is, how fast it goes, how long it will take."""

import datetime as dt
import math
from dataclasses import dataclass

from journal.models.job import JobRun, JobState


@dataclass(frozen=True)
class Pace:
    """None: nobody can say yet."""

    percent: int | None
    rate: float | None
    """Things a second, in the present attempt."""
    remaining: int | None
    """Seconds, rounded up."""


def pace(run: JobRun, now: dt.datetime) -> Pace:
    """Counted from what the present worker did: an attempt goes on where the one before was cut."""
    rate = _rate(run)
    remaining = None
    if rate and run.state == JobState.RUNNING and run.total and run.progress_at:
        silent = max(0.0, (now - run.progress_at).total_seconds())
        remaining = max(0, math.ceil((run.total - run.done) / rate - silent))
    return Pace(_percent(run), rate, remaining)


def _percent(run: JobRun) -> int | None:
    if run.state == JobState.DONE:
        return 100
    return min(100, run.done * 100 // run.total) if run.total > 0 else None


def _rate(run: JobRun) -> float | None:
    if run.claimed_at is None or run.progress_at is None:
        return None
    seconds = (run.progress_at - run.claimed_at).total_seconds()
    done = run.done - run.claimed_done
    return done / seconds if seconds > 0 and done > 0 else None
