"""A repeat of one's own: every so many days, weeks, months or years, on these days of the week, until when."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.text import moments
from interactions.tasks import repeats

OWN = "own"
"""The choice of the select that opens these boxes."""
NEVER, UNTIL, TIMES = "", "until", "times"
UNITS = {
    "DAILY": pgettext_lazy("every so many", "days"),
    "WEEKLY": pgettext_lazy("every so many", "weeks"),
    "MONTHLY": pgettext_lazy("every so many", "months"),
    "YEARLY": pgettext_lazy("every so many", "years"),
}
ENDS = {
    NEVER: gettext_lazy("Goes on, ten years at most"),
    UNTIL: gettext_lazy("Until a day"),
    TIMES: gettext_lazy("So many times"),
}


def days_of_the_week() -> list[tuple[str, str]]:
    """Codes of RRULE and short names."""
    return [(code, str(WEEKDAYS_ABBR[number])) for number, code in enumerate(repeats.DAYS)]


class RepeatForm(forms.Form):
    """Stands within the form of a task; `rule` is what it says."""

    every = forms.IntegerField(
        label=gettext_lazy("Once in"), min_value=1, max_value=repeats.MOST_INTERVAL, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=pgettext_lazy("of a repeat", "Of what"), choices=UNITS, initial="WEEKLY")
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days of the week"), choices=days_of_the_week, widget=forms.CheckboxSelectMultiple,
        required=False, help_text=gettext_lazy("None chosen: the day of the task."),
    )  # fmt: skip
    ends = forms.ChoiceField(label=pgettext_lazy("of a repeat", "Ends"), choices=ENDS, required=False)
    until = forms.DateField(
        label=gettext_lazy("Last day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    times = forms.IntegerField(
        label=gettext_lazy("How many times"), required=False, min_value=1, max_value=repeats.MOST_TIMES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for end, name, said in (
            (UNTIL, "until", _("Say until which day it repeats.")),
            (TIMES, "times", _("Say how many times it repeats.")),
        ):
            if data.get("ends") == end and not data.get(name) and name not in self.errors:
                self.add_error(name, said)
        return data

    def from_day(self, day: dt.date) -> str:
        """The rule, for a task that begins on this day; empty when the boxes do not fit, and they say why."""
        if not self.is_valid():
            return ""
        data = self.cleaned_data
        if data["ends"] == UNTIL and not day < data["until"] <= repeats.last_day(day):
            last = repeats.last_day(day)
            self.add_error(
                "until",
                _("A repeat ends after its first day, and goes on for ten years at most, until %(day)s.")
                % {"day": moments.short_date(last)},
            )
            return ""
        parts = [f"FREQ={data['unit']}"]
        if data["every"] > 1:
            parts.append(f"INTERVAL={data['every']}")
        if data["unit"] == "WEEKLY" and data["days"]:
            parts.append("BYDAY=" + ",".join(code for code in repeats.DAYS if code in data["days"]))
        if data["ends"] == TIMES:
            parts.append(f"COUNT={data['times']}")
        if data["ends"] == UNTIL:
            parts.append(f"UNTIL={data['until']:%Y%m%d}")
        return ";".join(parts)


def boxes_of(rule: str) -> dict[str, Any]:
    """What the boxes show of a rule that stands."""
    found = repeats.parts(rule) if rule else {}
    until = found.get("UNTIL", "")
    return {
        "every": found.get("INTERVAL", "1"),
        "unit": found.get("FREQ", "WEEKLY"),
        "days": found["BYDAY"].split(",") if "BYDAY" in found else [],
        "ends": UNTIL if until else TIMES if "COUNT" in found else NEVER,
        "until": dt.date(int(until[:4]), int(until[4:6]), int(until[6:8])) if until else None,
        "times": found.get("COUNT"),
    }
