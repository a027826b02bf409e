"""Weak spots: what a supervisor should look at first, each with the list behind it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.registries.reports import Hint, ReportAsk
from reports.activity.counting import OTHERS, Acts, Answer, altogether
from reports.activity.kinds import DONE, LATE
from reports.activity.links import OVERDUE, UNANSWERED, behind_url
from reports.activity.people import Person

MANY_OVERDUE = 5
OFTEN_LATE = 30
"""Per cent of tasks done that were late."""
SLOW = 4 * 3600
"""A longer average wait is marked."""
ENOUGH = 5
"""Of fewer tasks a share says nothing."""
MOST = 6


def spots(
    ask: ReportAsk, acts: Acts, overdue: Mapping[int, int], answers: Mapping[int, Answer], people: list[Person]
) -> list[Hint]:
    """The worst first, a handful."""
    found = _unanswered(ask, answers)
    for person in sorted(people, key=lambda one: -overdue.get(one.pk, 0)):
        late = overdue.get(person.pk, 0)
        if late >= MANY_OVERDUE and person.pk != OTHERS:
            told = ngettext("%(who)s: %(n)s task is overdue", "%(who)s: %(n)s tasks are overdue", late)
            words = {"who": person.name, "n": late}
            url = behind_url(ask, OVERDUE, person.pk)
            found.append(Hint(told % words, _("Help, or give some of them to others."), url, "bad"))
    for person in people:
        done, late = acts.people[person.pk, DONE], acts.people[person.pk, LATE]
        if done + late >= ENOUGH and 100 * late > OFTEN_LATE * (done + late) and person.pk != OTHERS:
            words = {"who": person.name, "share": round(100 * late / (done + late))}
            url = behind_url(ask, LATE, person.pk)
            told = _("%(who)s: %(share)s%% of tasks are done late") % words
            found.append(Hint(told, _("Days are promised too short, or there is too much to do."), url))
    return [*found[: MOST - 1], *_idle(acts, people)]


def _unanswered(ask: ReportAsk, answers: Mapping[int, Answer]) -> list[Hint]:
    left = altogether(answers).unanswered
    if not left:
        return []
    told = ngettext("%(n)s call or message is not answered yet", "%(n)s calls and messages are not answered yet", left)
    detail = _("Clients called in vain or wrote in these days, and nobody has turned to them since.")
    return [Hint(told % {"n": left}, detail, behind_url(ask, UNANSWERED, None), "bad")]


def _idle(acts: Acts, people: list[Person]) -> list[Hint]:
    busy = {person for person, _kind in acts.people}
    idle = [person.name for person in people if person.works and person.pk not in busy]
    if not idle or not busy:
        return []
    told = ngettext(
        "Nothing was done in these days by %(n)s person", "Nothing was done in these days by %(n)s people", len(idle)
    )
    named = ", ".join(idle[:MOST]) + ("…" if len(idle) > MOST else "")
    return [Hint(told % {"n": len(idle)}, named)]
