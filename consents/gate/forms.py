"""What is typed about hours, limits and values nobody writes to."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import company
from consents.gate.settings import CAPS, HOUR_FAMILIES, LIMIT_FAMILIES, TIMES, Settings
from consents.gate.suppression import Stop
from consents.models import Channel
from consents.models.gate import (
    MOST_IN_A_PERIOD,
    Family,
    FrequencyPolicy,
    MessageClass,
    QuietHours,
    SuppressionReason,
    SuppressionScope,
)
from consents.words import channel as channel_name
from customers.choices import ContactKind

LONGEST_GAP = 720
SMALL = {"class": "input input--sm"}
KINDS = [(kind.value, kind.label) for kind in ContactKind if kind != ContactKind.SITE]


class RulesForm(forms.Form):
    """Hours and limits of one class of messages: a row for each family of channels."""

    def __init__(self, data: Any, message_class: MessageClass) -> None:
        super().__init__(data)
        self.message_class = message_class
        hours = {row.family: row for row in QuietHours.objects.filter(message_class=message_class)}
        caps = {row.family: row for row in FrequencyPolicy.objects.filter(message_class=message_class)}
        for family in HOUR_FAMILIES:
            for name in TIMES:
                self._add(family, name, _time(), getattr(hours.get(family), name, None))
        for tired in LIMIT_FAMILIES:
            for name in CAPS:
                most = LONGEST_GAP if name == "min_gap_hours" else MOST_IN_A_PERIOD
                self._add(tired, name, _whole(most), getattr(caps.get(tired), name, None))

    def _add(self, family: Family, name: str, field: forms.Field, standing: Any) -> None:
        field.initial = standing
        model = QuietHours if name in TIMES else FrequencyPolicy
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column has one
        field.label = f"{family.label}: {label}"
        self.fields[f"{family}_{name}"] = field

    def hours(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Rows of the table of hours."""
        for family in HOUR_FAMILIES:
            yield str(family.label), [self[f"{family}_{name}"] for name in TIMES]

    def limits(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Rows of the table of limits."""
        for family in LIMIT_FAMILIES:
            yield str(family.label), [self[f"{family}_{name}"] for name in CAPS]

    def clean(self) -> dict[str, Any]:
        """Either all four hours or none; each window has an end after its beginning."""
        values = super().clean() or self.cleaned_data
        for family in HOUR_FAMILIES:
            times = [values.get(f"{family}_{name}") for name in TIMES]
            if any(times) and not all(times):
                self.add_error(f"{family}_opens", _("%(channels)s: fill in all four hours, or none.") % _of(family))
            elif all(times) and not (times[0] < times[1] and times[2] < times[3]):  # type: ignore[operator]  # all are
                self.add_error(f"{family}_opens", _("%(channels)s: the end comes after the beginning.") % _of(family))
        return values

    def settings(self) -> Settings:
        """As the service takes them."""
        values = self.cleaned_data
        return Settings(
            message_class=self.message_class,
            hours={family: [values[f"{family}_{name}"] for name in TIMES] for family in HOUR_FAMILIES},
            limits={family: [values[f"{family}_{name}"] for name in CAPS] for family in LIMIT_FAMILIES},
        )


class LookForm(forms.Form):
    """A number or an address to look for."""

    ids = "look_%s"
    """Three forms of one page have boxes of the same names."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of contact"), choices=KINDS)
    value = forms.CharField(label=gettext_lazy("Number or address"), max_length=320)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **more})


class StopForm(LookForm):
    """A value to be forbidden."""

    ids = "stop_%s"
    scope = forms.ChoiceField(label=gettext_lazy("What is not sent"), choices=SuppressionScope.choices[:2])
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=SuppressionReason.choices, initial=SuppressionReason.MANUAL
    )
    source = forms.CharField(
        label=gettext_lazy("Where it comes from"), max_length=200, required=False,
        help_text=gettext_lazy("Without names and numbers: it stays when the client’s data are erased."),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: for good."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(code, channel_name(code).capitalize()) for code in _channels()]
        self.fields["channel"].choices = [("", _("all channels")), *choices]  # type: ignore[attr-defined]  # a choice

    def stop(self) -> Stop:
        """As the service takes it; the last day is the whole of it."""
        values, until = self.cleaned_data, self.cleaned_data.get("until")
        ends = dt.datetime.combine(until, dt.time.max, tzinfo=company.current().zone) if until else None
        return Stop(
            reason=SuppressionReason(values["reason"]), scope=SuppressionScope(values["scope"]),
            channel=values["channel"], source=values["source"].strip(), expires_at=ends,
        )  # fmt: skip


class FileForm(StopForm):
    """A list of values from another program."""

    ids = "file_%s"
    kind = None  # type: ignore[assignment]  # each line tells
    value = None  # type: ignore[assignment]  # lines hold them
    file = forms.FileField(
        label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        help_text=gettext_lazy("CSV or text: phones and e-mails are found in every line."),
    )  # fmt: skip
    field_order = ("file", "scope", "channel", "reason", "source", "until")


class LiftForm(forms.Form):
    """Why it does not stand any more."""

    why = forms.CharField(label=gettext_lazy("Why it is lifted"), max_length=200)


def _channels() -> list[str]:
    return list(Channel.objects.exclude(contact_kind="").order_by("weight", "code").values_list("code", flat=True))


def _time() -> forms.TimeField:
    return forms.TimeField(required=False, widget=forms.TimeInput(attrs={"type": "time", **SMALL}, format="%H:%M"))


def _whole(most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", **SMALL})
    return forms.IntegerField(required=False, min_value=1, max_value=most, widget=widget)


def _of(family: Family) -> dict[str, str]:
    return {"channels": str(family.label).capitalize()}
