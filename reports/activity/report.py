"""The activity report: tiles, charts by day and hour, people one by one, weak spots; each number opens its list."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.today import colleagues
from core.registries.reports import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)
from core.text import moments
from reports.activity import behind, counting, weak
from reports.activity.counting import OTHERS, Acts, Answer
from reports.activity.kinds import KINDS
from reports.activity.links import ACTIVITY, ANSWER, OVERDUE, UNANSWERED, address, behind_url, hour_key
from reports.activity.people import Person, people

Late = Mapping[int, int]
Answers = Mapping[int, Answer]
MOST_DAYS = 62
"""More days than these are drawn week by week."""


class WhoForm(forms.Form):
    """One person, or everybody the reader may look at."""

    who = forms.ChoiceField(label=gettext_lazy("Who"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        others = [(str(person.pk), person.full_name) for person in colleagues(user)]
        choices = [("", str(gettext_lazy("Everybody"))), (str(user.pk), user.full_name), *others]
        self.fields["who"].choices = choices if others else choices[:1]  # type: ignore[attr-defined]  # a ChoiceField


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=ACTIVITY,
            label=gettext_lazy("Activity of people"),
            about=gettext_lazy("Who did what, at what hours, and what was left undone."),
            build=build,
            behind=behind.behind,
            form=WhoForm,
            rule=gettext_lazy(
                "An act counts for whoever did it, on the day and at the hour of the company’s clock. A task is done "
                "in time if it was closed before its hour or, without an hour, before the end of its day. Overdue "
                "tasks are counted as of now. Hours count talks and tasks. You see by name those whose clients you "
                "see; your right to totals of all adds the others as one line."
            ),
            icon="users-group",
            usual_days=30,
            weight=10,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Seven statements, whatever the number of people."""
    seen = counting.sight(ask)
    acts, before = counting.acts(ask, seen), counting.acts(ask.before(), seen)
    late_now, answers = counting.overdue(seen), counting.answers(ask, seen)
    rows = people(seen, {person for person, _kind in acts.people} | set(late_now) | set(answers))
    return ReportResult(
        tiles=_tiles(ask, acts, before, late_now, answers),
        charts=[*_by_day(ask, acts), _by_hour(ask, acts)],
        tables=[_table(ask, acts, late_now, answers, rows), _days_table(ask, acts)],
        hints=weak.spots(ask, acts, late_now, answers, rows),
    )


def _tiles(ask: ReportAsk, acts: Acts, before: Acts, late_now: Late, answers: Answers) -> list[Tile]:
    tiles = [
        Tile(
            label=kind.label,
            value=acts.total(kind.code),
            before=before.total(kind.code),
            good=kind.good,
            url=address(ask, kind, None),
        )
        for kind in KINDS
        if kind.is_tile
    ]
    overdue, answer = sum(late_now.values()), counting.altogether(answers)
    note = ngettext("%(n)s waits still", "%(n)s wait still", answer.unanswered) % {"n": answer.unanswered}
    return [
        *tiles,
        Tile(label=_("Overdue now"), value=overdue, url=behind_url(ask, OVERDUE, None) if overdue else ""),
        Tile(
            label=_("Answer after"),
            value=answer.seconds,
            measure=Measure.SECONDS,
            note=note if answer.unanswered else "",
            url=_answered_url(ask, answer, None),
        ),
    ]


def _by_day(ask: ReportAsk, acts: Acts) -> list[Chart]:
    days = _days(ask)
    if not acts.days:
        return []
    weekly = len(days) > MOST_DAYS
    starts = [day for day in days if not weekly or day.weekday() == 0 or day == days[0]]
    series = []
    for kind in KINDS:
        per = [acts.days[day, kind.code] for day in days]
        if any(per):
            series.append((str(kind.label), _summed(per, days, starts) if weekly else per))
    title = _("By week") if weekly else _("By day")
    labels = [moments.day_on_axis(day) for day in starts]
    return [Chart(code="days", title=title, kind=ChartKind.STACKED, labels=labels, series=series)]


def _summed(values: list[int], days: list[dt.date], starts: list[dt.date]) -> list[int]:
    """Days put together from each start to the next."""
    places = [days.index(start) for start in starts] + [len(days)]
    return [sum(values[begin:end]) for begin, end in pairwise(places)]


def _by_hour(ask: ReportAsk, acts: Acts) -> Chart:
    """What was done with clients; each number opens what was done at that hour of that day of the week."""
    hours = sorted({hour for _day, hour in acts.hours}) or [9, 18]
    span = range(hours[0], hours[-1] + 1)
    monday = dt.date(2024, 1, 1)
    series = [
        (date_format(monday + dt.timedelta(days=day - 1), "D"), [acts.hours[day, hour] for hour in span])
        for day in range(1, 8)
    ]
    labels = [str(hour) for hour in span]
    urls = [
        [behind_url(ask, hour_key(day, hour), None) if acts.hours[day, hour] else "" for hour in span]
        for day in range(1, 8)
    ]
    title = _("By hour and day of the week")
    return Chart(code="hours", title=title, kind=ChartKind.HEAT, labels=labels, series=series, urls=urls)


def _table(ask: ReportAsk, acts: Acts, overdue: Late, answers: Answers, rows: list[Person]) -> Table:
    work = [Column(code=kind.code, label=kind.label, hint=kind.hint) for kind in KINDS if kind.is_tile]
    looks = [Column(code=kind.code, label=kind.label, hint=kind.hint) for kind in KINDS if not kind.is_tile]
    wait = _("average wait of clients who called in vain or wrote, until the next touch")
    columns = [
        Column(code="who", label=_("Who"), measure=Measure.TEXT),
        *work,
        Column(code=OVERDUE, label=_("Overdue now"), hint=_("open tasks whose time is over, as of now")),
        Column(code=ANSWER, label=_("Answer after"), measure=Measure.SECONDS, hint=wait),
        Column(code=UNANSWERED, label=_("Unanswered"), hint=_("called in vain or wrote, and nobody has answered yet")),
        *looks,
    ]
    lines = [_person_row(ask, acts, overdue, answers.get(person.pk, Answer()), person) for person in rows]
    if len(lines) > 1:
        total: dict[str, Cell] = {"who": Cell(_("Altogether"))}
        total |= {kind.code: Cell(acts.total(kind.code), address(ask, kind, None)) for kind in KINDS}
        total[OVERDUE] = Cell(sum(overdue.values()), behind_url(ask, OVERDUE, None))
        answer = counting.altogether(answers)
        total[ANSWER] = Cell(answer.seconds, _answered_url(ask, answer, None))
        total[UNANSWERED] = Cell(answer.unanswered, behind_url(ask, UNANSWERED, None))
        lines.append(Row(total, is_total=True))
    return Table(code="people", title=_("People"), columns=columns, rows=lines)


def _answered_url(ask: ReportAsk, answer: Answer, person: int | None) -> str:
    return behind_url(ask, ANSWER, person) if answer.answered else ""


def _person_row(ask: ReportAsk, acts: Acts, overdue: Late, answer: Answer, person: Person) -> Row:
    cells = {"who": Cell(person.name)}
    for kind in KINDS:
        n = acts.people[person.pk, kind.code]
        cells[kind.code] = Cell(n, address(ask, kind, person.pk) if n and person.pk != OTHERS else "")
    late = overdue.get(person.pk, 0)
    url = behind_url(ask, OVERDUE, person.pk) if late and person.pk != OTHERS else ""
    cells[OVERDUE] = Cell(late, url, "warn" if late >= weak.MANY_OVERDUE else "")
    waits = _answered_url(ask, answer, person.pk) if person.pk != OTHERS else ""
    cells[ANSWER] = Cell(answer.seconds, waits, "warn" if (answer.seconds or 0) > weak.SLOW else "")
    silent = behind_url(ask, UNANSWERED, person.pk) if answer.unanswered and person.pk != OTHERS else ""
    cells[UNANSWERED] = Cell(answer.unanswered, silent, "bad" if answer.unanswered else "")
    return Row(cells)


def _days_table(ask: ReportAsk, acts: Acts) -> Table:
    columns = [
        Column(code="day", label=_("Day"), measure=Measure.DATE),
        *(Column(code=kind.code, label=kind.label) for kind in KINDS),
    ]
    busy = [day for day in reversed(_days(ask)) if any(acts.days[day, kind.code] for kind in KINDS)]
    rows = [_day_row(replace(ask, since=day, until=day), acts) for day in busy]
    return Table(code="by-day", title=_("Day by day"), columns=columns, rows=rows, folded=True)


def _day_row(ask: ReportAsk, acts: Acts) -> Row:
    """Each number opens the list of its day."""
    counted = {kind: acts.days[ask.since, kind.code] for kind in KINDS}
    cells = {kind.code: Cell(n, address(ask, kind, None) if n else "") for kind, n in counted.items()}
    return Row({"day": Cell(ask.since)} | cells)


def _days(ask: ReportAsk) -> list[dt.date]:
    return [ask.since + dt.timedelta(days=ahead) for ahead in range((ask.until - ask.since).days + 1)]
