"""The form of an export: columns, format, purpose. Rights are asked in `services`, never here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from listing.exports import columns, source
from listing.exports.choices import ExportFormat
from listing.exports.models import LONGEST_PURPOSE, Export
from listing.exports.services import Wish
from listing.pages import ListPage

SHOWN, EVERY, OWN = "shown", "every", "own"
WHICH = (
    (SHOWN, gettext_lazy("As in the list")),
    (EVERY, gettext_lazy("All I may see")),
    (OWN, gettext_lazy("Chosen below")),
)
PURPOSES = (
    gettext_lazy("Reconciliation with the accounts department"),
    gettext_lazy("Reply to a request of an authority"),
    gettext_lazy("Mailing by an outside service"),
    gettext_lazy("Calls by a contractor"),
    gettext_lazy("Move to another system"),
    gettext_lazy("Report for the management"),
)
"""Ready answers; any other may be typed."""


class _AnyColumns(forms.MultipleChoiceField):
    """A column that is not offered is refused by the service, with a better sentence."""

    def valid_value(self, value: Any) -> bool:
        return True


class ExportForm(forms.Form):
    """What leaves, as what, and what for."""

    which = forms.ChoiceField(label=gettext_lazy("Columns"), choices=WHICH, widget=forms.RadioSelect)
    columns = _AnyColumns(label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple, required=False)
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=ExportFormat.choices)
    purpose = forms.CharField(
        label=gettext_lazy("What the export is for"),
        max_length=LONGEST_PURPOSE,
        widget=forms.TextInput(attrs={"list": "purposes", "autocomplete": "off"}),
        help_text=gettext_lazy("Kept in the journal together with your name, the filter and the columns."),
        error_messages={"required": gettext_lazy("Say what the export is for: it is kept in the journal.")},
    )

    def __init__(self, page: ListPage, user: User, shown: Sequence[str], data: QueryDict | None = None) -> None:
        self.page, self.user, self.shown = page, user, list(shown)
        offered = columns.offered(user, page.fields())
        super().__init__(data, initial=_as_last_time(page, user, list(offered), self.shown))
        self.fields["columns"].choices = [  # type: ignore[attr-defined]  # of a field of choices
            (code, _called(one)) for code, one in offered.items()
        ]

    def wish(self, choice: Mapping[str, Any], order: str) -> Wish:
        """What a valid form asks for."""
        which = self.cleaned_data["which"]
        every = list(columns.offered(self.user, self.page.fields()))
        chosen = {SHOWN: self.shown, EVERY: every, OWN: self.cleaned_data["columns"]}[which]
        return Wish(
            page=self.page,
            choice=choice,
            columns=chosen,
            format=self.cleaned_data["format"],
            purpose=self.cleaned_data["purpose"],
            order=order,
        )


def _called(one: columns.Offered) -> str:
    """The heading, and what stands there otherwise than on the card."""
    if one.masked:
        return _("%(column)s (masked)") % {"column": one.heading}
    if one.opened:
        return _("%(column)s (sensitive: leaves in the open, the journal is told)") % {"column": one.heading}
    return one.heading


def _as_last_time(page: ListPage, user: User, offered: list[str], shown: list[str]) -> dict[str, Any]:
    """The person's last export of this list is his saved choice."""
    last = Export.objects.made_by(user).filter(page=page.code).newest_first().first()
    if last is None:
        return {"which": SHOWN, "columns": shown, "format": ExportFormat.XLSX}
    standing = [code for code in last.columns if code in offered]
    which = SHOWN if standing == shown or not standing else EVERY if standing == offered else OWN
    return {"which": which, "columns": standing or shown, "format": last.format}


def shown_columns(page: ListPage, user: User, asked: Sequence[str]) -> list[str]:
    """The columns the person's list shows now, as far as they can leave."""
    usual = source.usual_columns(page, user)
    allowed = columns.offered(user, page.fields())
    return [code for code in asked if code in allowed] or usual
