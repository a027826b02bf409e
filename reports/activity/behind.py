"""Lists behind the report's numbers that no other page shows: tasks, what happened with clients, who waits."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, ExtractHour, ExtractIsoWeekDay
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.registries.reports import Behind, BehindLine, ReportAsk
from customers import rights
from customers.models import Customer
from interactions.log.choices import Direction, InteractionKind
from interactions.models import Interaction, Task
from interactions.tasks.choices import TaskState
from reports.activity import counting
from reports.activity.kinds import CALL_IN, CALL_OUT, DONE, HAPPENED, LATE, MEETING, kind
from reports.activity.links import ANSWER, OVERDUE, UNANSWERED, hour_of
from reports.framework.values import length

EVERYBODY = "all"
MONDAY = dt.date(2024, 1, 1)
KEEPER = "customer__responsible"
K = InteractionKind
WRITTEN = (K.LETTER, K.SMS, K.MESSENGER)


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<kind>:<person or all>`. Raises LookupError on one there is not, or a person beyond one's sight."""
    code, _colon, whose = key.partition(":")
    moment = hour_of(code)
    if moment is not None:
        found = _at_hour(ask, *moment, whose, limit + 1)
        return Behind(title=_hour_in_words(*moment), lines=found[:limit], more=len(found) > limit)
    if code == ANSWER:
        found = _answered(ask, whose, limit + 1)
    elif code in HAPPENED or code == UNANSWERED:
        found = _happened(ask, code, whose, limit + 1)
    else:
        found = _tasks(ask, code, whose, limit + 1)
    names = {OVERDUE: _("Overdue now"), UNANSWERED: _("Unanswered"), ANSWER: _("Answer after")}
    title = names[code] if code in names else str(kind(code).label)
    return Behind(title=title, lines=found[:limit], more=len(found) > limit)


def _who(ask: ReportAsk, whose: str, doer: str) -> Q:
    """Whose acts were counted: what nobody did, or the built-in system, is nobody's work; a client of nobody's waits
    all the same.
    """
    seen = counting.sight(ask)
    if whose == EVERYBODY:
        everybodys = Q() if doer == KEEPER else Q(**{f"{doer}__is_system": False})
        return everybodys if seen.everybody else Q(**{f"{doer}__in": seen.people})
    return Q(**{doer: _person(seen, whose)})


def _person(seen: counting.Sight, whose: str) -> int:
    if not (whose.isascii() and whose.isdecimal() and len(whose) < 19 and seen.includes(int(whose))):
        raise LookupError(whose)
    return int(whose)


def _tasks(ask: ReportAsk, code: str, whose: str, limit: int) -> list[BehindLine]:
    """What was counted, as far as the reader sees it; the newest first, of what is overdue the oldest."""
    doer = "responsible" if code == OVERDUE else "closed_by"
    rows = Task.objects.visible_to(ask.user).filter(_who(ask, whose, doer)).select_related("customer", doer)
    if code == OVERDUE:
        rows = rows.overdue().order_by("ends_at", "pk")
    elif code in (DONE, LATE):
        in_time = Q(closed_at__lte=F("ends_at"))
        rows = rows.filter(state=TaskState.DONE, closed_at__gte=ask.begins, closed_at__lt=ask.ends)
        rows = rows.filter(in_time if code == DONE else ~in_time).order_by("-closed_at", "-pk")
    else:
        raise LookupError(code)
    return [
        _line(task.ends_at if code == OVERDUE else task.closed_at, getattr(task, doer), task.text, task.customer, ask)
        for task in rows[:limit]
    ]


def _happened(ask: ReportAsk, code: str, whose: str, limit: int) -> list[BehindLine]:
    doer = KEEPER if code == UNANSWERED else "author"
    rows = Interaction.objects.visible_to(ask.user).standing().filter(at__gte=ask.begins, at__lt=ask.ends)
    rows = rows.filter(_who(ask, whose, doer), _of(code)).select_related("customer__responsible", "author")
    if code == UNANSWERED:
        rows = rows.exclude(Exists(_answers()))
    return [_of_history(row, code, ask) for row in rows.newest()[:limit]]


def _at_hour(ask: ReportAsk, weekday: int, hour: int, whose: str, limit: int) -> list[BehindLine]:
    """Talks and tasks done at that hour of the company's clock, whatever the week."""

    def of_the_hour(rows: Any, moment: str) -> Any:
        rows = rows.filter(**{f"{moment}__gte": ask.begins, f"{moment}__lt": ask.ends})
        local = {"weekday": ExtractIsoWeekDay(moment, tzinfo=ask.zone), "hour": ExtractHour(moment, tzinfo=ask.zone)}
        return rows.alias(**local).filter(weekday=weekday, hour=hour)

    talks = of_the_hour(Interaction.objects.visible_to(ask.user).standing(), "at")
    talks = talks.filter(_who(ask, whose, "author"), reduce(or_, map(_of, sorted(HAPPENED))))
    tasks = of_the_hour(Task.objects.visible_to(ask.user).filter(state=TaskState.DONE), "closed_at")
    tasks = tasks.filter(_who(ask, whose, "closed_by"))
    found = [_of_history(row, CALL_OUT, ask) for row in talks.select_related("customer", "author").newest()[:limit]]
    found += [
        _line(task.closed_at, task.closed_by, task.text, task.customer, ask)
        for task in tasks.select_related("customer", "closed_by").order_by("-closed_at", "-pk")[:limit]
    ]
    return sorted(found, key=lambda line: line.at or ask.begins, reverse=True)[:limit]


def _hour_in_words(weekday: int, hour: int) -> str:
    day = date_format(MONDAY + dt.timedelta(days=weekday - 1), "l")
    return _("%(day)s, %(begin)s:00 to %(end)s:00") % {"day": day.capitalize(), "begin": hour, "end": hour + 1}


def _answered(ask: ReportAsk, whose: str, limit: int) -> list[BehindLine]:
    """What the average wait is of: who turned to us, and how soon the answer came."""
    first = _answers().order_by("at", "pk")
    rows = Interaction.objects.visible_to(ask.user).standing().filter(_of(UNANSWERED), at__gte=ask.begins)
    rows = rows.filter(at__lt=ask.ends).annotate(
        wait=ExpressionWrapper(Subquery(first.values("at")[:1]) - F("at"), output_field=DurationField()),
        answerer=Coalesce(
            Subquery(first.values("author")[:1]), F("customer__responsible"), output_field=BigIntegerField()
        ),
    )
    seen = counting.sight(ask)
    if whose != EVERYBODY or not seen.everybody:
        rows = rows.filter(Q(answerer__in=seen.people if whose == EVERYBODY else (_person(seen, whose),)))
    found: list[Any] = list(
        rows.filter(Q(wait__isnull=False)).select_related("customer").order_by("-at", "-pk")[:limit]
    )
    people = User.objects.in_bulk({row.answerer for row in found})
    return [_line(row.at, people.get(row.answerer), _waited(row), row.customer, ask) for row in found]


def _waited(row: Any) -> str:
    waited = _("answered after %(wait)s") % {"wait": length(row.wait.total_seconds())}
    return ", ".join(filter(None, (row.get_kind_display(), row.get_direction_display(), waited)))


def _of(code: str) -> Q:
    """The kinds of `count_acts.sql`, and of `count_answers.sql`."""
    heard = ~Q(direction=Direction.MISSED)
    if code == UNANSWERED:
        return Q(direction=Direction.MISSED) | Q(direction=Direction.IN, kind__in=WRITTEN, author__isnull=False)
    if code == CALL_IN:
        return Q(kind=K.CALL, direction=Direction.IN)
    if code == CALL_OUT:
        return heard & Q(kind=K.CALL) & ~Q(direction=Direction.IN)
    if code == MEETING:
        return heard & Q(kind__in=(K.MEETING, K.VISIT))
    return heard & (Q(kind=K.FILE) | Q(direction=Direction.OUT, kind__in=WRITTEN))


def _answers() -> QuerySet[Interaction]:
    """What came after and was an answer."""
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    turned = Q(direction=Direction.OUT) | Q(kind__in=(K.CALL, K.MEETING, K.VISIT, K.FILE))
    rows = Interaction.objects.standing().filter(later, turned, customer=OuterRef("customer"))
    return rows.exclude(kind=K.NOTE).exclude(direction=Direction.MISSED)


def _of_history(row: Interaction, code: str, ask: ReportAsk) -> BehindLine:
    words: Iterable[str] = filter(None, (row.get_kind_display(), row.get_direction_display()))
    who = row.customer.responsible if code == UNANSWERED else row.author
    return _line(row.at, who, ", ".join(words), row.customer, ask)


def _line(at: dt.datetime | None, who: User | None, what: str, client: Customer | None, ask: ReportAsk) -> BehindLine:
    return BehindLine(
        at=at,
        who=who.full_name if who else "",
        what=what,
        customer=rights.shown(ask.user, "name", client.title) if client else "",
        url=client.get_absolute_url() if client else "",
    )
