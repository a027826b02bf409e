"""Lists behind the report's numbers that no other page shows: tasks that were done, and those overdue."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.reports import Behind, BehindLine, ReportAsk
from customers import rights
from interactions.tasks.choices import TaskState
from interactions.tasks.models import Task
from reports.activity import counting
from reports.activity.kinds import DONE, LATE, kind
from reports.activity.links import OVERDUE

EVERYBODY = "all"


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<kind>:<person or all>`. Raises LookupError on one there is not, or a person beyond one's sight."""
    code, _colon, whose = key.partition(":")
    doer = "responsible" if code == OVERDUE else "closed_by"
    rows = _rows(ask, code).filter(_who(ask, whose, doer)).select_related("customer", doer)[: limit + 1]
    found = [_line(task, code, doer, ask.user) for task in rows]
    title = _("Overdue now") if code == OVERDUE else str(kind(code).label)
    return Behind(title=title, lines=found[:limit], more=len(found) > limit)


def _who(ask: ReportAsk, whose: str, doer: str) -> Q:
    seen = counting.sight(ask)
    if whose == EVERYBODY:
        return Q() if seen.everybody else Q(**{f"{doer}__in": seen.people})
    if not (whose.isascii() and whose.isdecimal() and len(whose) < 19 and seen.includes(int(whose))):
        raise LookupError(whose)
    return Q(**{doer: int(whose)})


def _rows(ask: ReportAsk, code: str) -> QuerySet[Task]:
    """What was counted, as far as the reader sees it; the newest first, of what is overdue the oldest."""
    rows = Task.objects.visible_to(ask.user)
    if code == OVERDUE:
        return rows.overdue().order_by("ends_at", "pk")
    if code not in (DONE, LATE):
        raise LookupError(code)
    rows = rows.filter(state=TaskState.DONE, closed_at__gte=ask.begins, closed_at__lt=ask.ends)
    in_time = Q(closed_at__lte=F("ends_at"))
    return rows.filter(in_time if code == DONE else ~in_time).order_by("-closed_at", "-pk")


def _line(task: Task, code: str, doer: str, user: User) -> BehindLine:
    person, client = getattr(task, doer), task.customer
    return BehindLine(
        at=task.ends_at if code == OVERDUE else task.closed_at,
        who=person.full_name if person else "",
        what=task.text,
        customer=rights.shown(user, "name", client.title) if client else "",
        url=client.get_absolute_url() if client else "",
    )
