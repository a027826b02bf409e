"""Addresses of the lists behind the report's numbers."""

import re
from urllib.parse import urlencode

from django.urls import reverse

from accounts.permissions import Permission
from core.registries.reports import ReportAsk
from reports.activity.kinds import Kind

ACTIVITY = "activity"
OVERDUE = "overdue"
ANSWER, UNANSWERED = "answer", "unanswered"
HOUR = "hour-"


def address(ask: ReportAsk, kind: Kind, person: int | None) -> str:
    """The list behind a number: the journal's page for what stands there, a list of ours for the rest."""
    if not kind.verb:
        return behind_url(ask, kind.code, person)
    if not ask.user.has(Permission.SEE_JOURNAL):
        return ""
    query = {"verb": kind.verb, "since": ask.since.isoformat(), "until": ask.until.isoformat()}
    if kind.object_type:
        query["kind"] = kind.object_type
    chosen = person if person is not None else ask.values.get("who")
    if chosen:
        query["who"] = str(chosen)
    return f"{reverse('office:journal')}?{urlencode(query)}"


def hour_key(weekday: int, hour: int) -> str:
    """Of what was done at that hour of that day of the week; Monday is 1."""
    return f"{HOUR}{weekday}-{hour}"


def hour_of(code: str) -> tuple[int, int] | None:
    """(weekday, hour) of such a key; None for any other code. Raises LookupError on an hour there is not."""
    if not code.startswith(HOUR):
        return None
    found = re.fullmatch(r"([1-7])-(\d|1\d|2[0-3])", code.removeprefix(HOUR), re.ASCII)
    if found is None:
        raise LookupError(code)
    return int(found[1]), int(found[2])


def behind_url(ask: ReportAsk, code: str, person: int | None) -> str:
    """The list of the report's own."""
    query = {"since": ask.since.isoformat(), "until": ask.until.isoformat(), "key": f"{code}:{person or 'all'}"}
    if ask.values.get("who"):
        query["who"] = str(ask.values["who"])
    return f"{reverse('reports:behind', args=[ACTIVITY])}?{urlencode(query)}"
