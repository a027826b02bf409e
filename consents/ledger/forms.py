"""What an operator says of a consent: given or withdrawn, which ones, how, when, why."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from consents.choices import Method
from consents.ledger.checking import Wish

MOMENT = "%Y-%m-%dT%H:%M"
GIVEN, WITHDRAWN = "given", "withdrawn"
OFFERED = (Method.MANUAL, Method.CALL, Method.PAPER)
LONGEST = 1000


class WillForm(forms.Form):
    """Boxes are unticked by default, one for each consent (rule C-3)."""

    act = forms.ChoiceField(
        label=pgettext_lazy("consent", "What"),
        choices=[
            (GIVEN, pgettext_lazy("consent", "The client agrees")),
            (WITHDRAWN, pgettext_lazy("consent", "The client refuses")),
        ],
        widget=forms.RadioSelect,
    )
    wish = forms.MultipleChoiceField(required=False)
    method = forms.ChoiceField(label=gettext_lazy("How it became known"), choices=[(one, one.label) for one in OFFERED])
    occurred_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=gettext_lazy("Empty: now."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why you write it down"),
        max_length=LONGEST,
        help_text=gettext_lazy("Where the client’s will is known from: it will have to be proved."),
    )
    words = forms.CharField(
        label=gettext_lazy("The client’s own words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code of the signed paper"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("In its corner: tells which texts were signed. Empty: those in force."),
    )
    scan = forms.FileField(label=gettext_lazy("Scan of the signed paper"), required=False)

    def __init__(self, *args: Any, offered: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        wish = self.fields["wish"]
        assert isinstance(wish, forms.MultipleChoiceField)
        wish.choices = [(code, code) for code in offered]

    def clean(self) -> dict[str, Any]:
        """A paper is its scan."""
        values = super().clean() or {}
        if values.get("method") == Method.PAPER and values.get("act") == GIVEN and not values.get("scan"):
            self.add_error("scan", _("Attach the scan: without it a signed paper proves nothing."))
        if not values.get("wish") and "wish" not in self.errors:
            self.add_error(None, _("Tick at least one consent."))
        return values

    def wishes(self) -> list[Wish]:
        """What is ticked."""
        return [as_wish(code) for code in self.cleaned_data["wish"]]

    def moment(self) -> dt.datetime | None:
        """When it happened. A day and a minute typed now mean now: seconds are not asked for."""
        at: dt.datetime | None = self.cleaned_data["occurred_at"]
        now = timezone.now()
        return None if at is None or dt.timedelta() <= now - at < dt.timedelta(minutes=1) else at


def code_of(wish: Wish) -> str:
    """The value of its box."""
    return f"{wish.point_id}.{wish.purpose}.{wish.channel}"


def as_wish(code: str) -> Wish:
    """Back from the value; only values that were offered come here."""
    point, purpose, channel = code.split(".")
    return Wish(UUID(point), purpose, channel)
