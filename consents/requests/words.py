"""Requests in words: what they are called, by when, how loudly, by which law."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consents.models import SubjectRequest
from consents.requests.choices import Outcome
from consents.requests.terms import Term, gone, term


def name(request: SubjectRequest) -> str:
    """«No. 12: copy of the data»."""
    return _("No. %(number)s: %(kind)s") % {"number": request.pk, "kind": request.get_kind_display()}


def due(request: SubjectRequest, now: dt.datetime | None = None) -> str:
    """«3 December, 8 days», or by how much it is late."""
    day = date_format(request.due_on, "j E")
    if not request.is_open:
        return day
    now = now or timezone.now()
    left = (request.ends_at - now).days
    if now >= request.ends_at:
        late = (now - request.ends_at).days + 1
        said = ngettext("%(day)s, late by %(n)s day", "%(day)s, late by %(n)s days", late)
        return said % {"day": day, "n": late}
    if not left:
        return _("%(day)s, the last day") % {"day": day}
    return ngettext("%(day)s, %(n)s day left", "%(day)s, %(n)s days left", left) % {"day": day, "n": left}


def tone(request: SubjectRequest, now: dt.datetime | None = None) -> str:
    """Bad when late, warn from half of the time on."""
    if not request.is_open:
        return "bad" if request.is_late() else "line"
    share = gone(request.received_at, request.ends_at, now or timezone.now())
    return {100: "bad", 80: "warn", 50: "warn"}.get(share, "")


def outcome_tone(request: SubjectRequest) -> str:
    """Of the badge."""
    return {Outcome.DONE: "ok", Outcome.PARTLY: "ok", Outcome.REFUSED: "line", Outcome.TAKEN_BACK: "line"}.get(
        Outcome(request.outcome), "info"
    )


def law(text: str) -> str:
    """Articles as people of the language call them."""
    return text.replace("152-FZ", _("152-FZ")).replace("38-FZ", _("38-FZ"))


def time(found: Term) -> str:
    """«10 working days, 5 more with a notice»."""
    if found.work_days:
        said = ngettext("%(n)s working day", "%(n)s working days", found.work_days) % {"n": found.work_days}
    elif found.months:
        said = ngettext("%(n)s month", "%(n)s months", found.months) % {"n": found.months}
    elif found.days:
        said = ngettext("%(n)s day", "%(n)s days", found.days) % {"n": found.days}
    else:
        said = _("at once")
    more = _(", %(n)s more with a motivated notice") % {"n": found.more} if found.more else ""
    return f"{said}{more}"


def rule(request: SubjectRequest) -> str:
    """The law’s time for such a request, with the article."""
    found = term(request.kind, request.regime)
    return f"{time(found)} ({law(found.law)})"
