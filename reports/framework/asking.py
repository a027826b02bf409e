"""The question of a report as the address states it: period and the report's own filters."""

import datetime as dt
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import company
from accounts.models import User
from core.registries.reports import Report, ReportAsk

LONGEST = 366 * 3
EARLIEST = dt.date(1990, 1, 1)
PERIODS = {
    "today": pgettext_lazy("period", "Today"),
    "7": _("7 days"),
    "30": _("30 days"),
    "month": _("This month"),
    "last-month": _("Last month"),
    "90": _("90 days"),
    "year": _("This year"),
    "365": _("12 months"),
    "own": _("Custom period"),
}


class DateInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Ready-made periods, or two days of one's own; empty is the report's usual one."""

    period = forms.ChoiceField(label=_("Period"), choices=list(PERIODS.items()), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput())
    until = forms.DateField(label=_("To"), required=False, widget=DateInput())

    def __init__(self, data: Any, *, usual: int, today: dt.date) -> None:
        super().__init__(_chosen(data, usual))
        self.usual, self.today = usual, today

    def clean(self) -> dict[str, Any]:
        """The days asked for, in order, within reason."""
        values: dict[str, Any] = super().clean() or {}
        since, until = self._days(values)
        if since > until:
            self.add_error("since", _("The first day is after the last one."))
        elif since < EARLIEST or until > self.today + dt.timedelta(days=366):
            self.add_error("since", _("There are no days as far away as that in a report."))
        elif (until - since).days > LONGEST:
            self.add_error("since", _("A report covers three years at most."))
        values["days"] = (since, until)
        return values

    def _days(self, values: dict[str, Any]) -> tuple[dt.date, dt.date]:
        since, until = values.get("since"), values.get("until")
        chosen = values.get("period") or ""
        if chosen in ("", "own") and (since or until):
            last: dt.date = until or self.today
            if last < EARLIEST:
                return since or last, last
            return since or last - dt.timedelta(days=self.usual - 1), last
        return period(chosen, self.today, self.usual)


def _chosen(data: Any, usual: int) -> Any:
    """What was sent; without a period the box shows the one that is meant."""
    if data.get("period"):
        return data
    own = data.get("since") or data.get("until")
    meant = "own" if own else str(usual)
    return {**data.dict(), "period": meant} if meant in PERIODS else data


def period(code: str, today: dt.date, usual: int) -> tuple[dt.date, dt.date]:
    """The days of a ready-made period, both included."""
    first = today.replace(day=1)
    if code == "today":
        return today, today
    if code == "month":
        return first, today
    if code == "last-month":
        last = first - dt.timedelta(days=1)
        return last.replace(day=1), last
    if code == "year":
        return today.replace(month=1, day=1), today
    days = int(code) if code.isdecimal() else usual
    return today - dt.timedelta(days=days - 1), today


class Asked:
    """Both forms of a report's page and, where they can be read, the question they make."""

    def __init__(self, report: Report, query: QueryDict, user: User) -> None:
        ours = company.current()
        today = ours.today()
        self.period = PeriodForm(query, usual=report.usual_days, today=today)
        self.own: forms.Form | None = report.form(query, user=user) if report.form else None
        fits = self.period.is_valid() & (self.own.is_valid() if self.own else True)
        self.ask: ReportAsk | None = None
        if fits:
            since, until = self.period.cleaned_data["days"]
            values = dict(self.own.cleaned_data) if self.own else {}
            self.ask = ReportAsk(user=user, since=since, until=until, zone=ours.zone, today=today, values=values)
