"""Jobs in words: kinds, states, durations, failures."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.registries.jobs import job_kinds
from core.text.numbers import number
from journal.models.job import JobFault, JobRun, JobState

TONES = {
    JobState.QUEUED: "line",
    JobState.RUNNING: "info",
    JobState.DONE: "ok",
    JobState.FAILED: "bad",
    JobState.CANCELLED: "warn",
}
MINUTE, HOUR = 60, 3600


def label(kind: str) -> str:
    """Name of a kind; of one that is gone from the code, its code."""
    return str(job_kinds.get(kind).label) if kind in job_kinds else kind


def tone(state: str) -> str:
    """Colour of a state's badge."""
    return TONES[JobState(state)]


def duration(seconds: float) -> str:
    """«12 s», «3 min 20 s», «1 h 5 min», «2 h»."""
    whole = int(seconds)
    if whole < MINUTE:
        return _("%(seconds)s s") % {"seconds": whole}
    minutes, rest = divmod(whole, MINUTE)
    if whole < HOUR:
        said = _("%(minutes)s min %(seconds)s s") if rest else _("%(minutes)s min")
        return said % {"minutes": minutes, "seconds": rest}
    hours, minutes = divmod(minutes, 60)
    said = _("%(hours)s h %(minutes)s min") if minutes else _("%(hours)s h")
    return said % {"hours": number(hours), "minutes": minutes}


def remaining(seconds: int) -> str:
    """«about 25 seconds», rounded the more the farther the end."""
    if seconds < MINUTE:
        shown = max(1, seconds if seconds < 10 else round(seconds / 5) * 5)
        return ngettext("about %(n)s second left", "about %(n)s seconds left", shown) % {"n": shown}
    if seconds < HOUR:
        shown = round(seconds / MINUTE)
        return ngettext("about %(n)s minute left", "about %(n)s minutes left", shown) % {"n": shown}
    shown = round(seconds / HOUR)
    return ngettext("about %(n)s hour left", "about %(n)s hours left", shown) % {"n": shown}


def failure(run: JobRun) -> str:
    """Why it failed and what to do; '' when it did not."""
    if run.state != JobState.FAILED:
        return ""
    if run.error:
        return run.error
    if run.fault == JobFault.WORKER_LOST:
        told = ngettext(
            "The process that did it died %(n)s time, so it is not tried again.",
            "The process that did it died %(n)s times, so it is not tried again.",
            run.attempts,
        )
        return f"{told % {'n': run.attempts}} {_('Tell the administrator the job’s number.')}"
    told = _("The program stumbled over an error of its own; the details are in the server’s log.")
    return f"{told} {_('Tell the administrator the job’s number.')}"


def rhythm(every_seconds: int | None, daily_at: dt.time | None) -> str:
    """«every 10 s», «daily at 03:20»."""
    if daily_at is not None:
        return _("daily at %(time)s") % {"time": f"{daily_at:%H:%M}"}
    return _("every %(duration)s") % {"duration": duration(every_seconds or 0)}
