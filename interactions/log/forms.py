"""What is typed into the composer, kind by kind."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from customers.card_points import shown_points
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from interactions.log.choices import DIRECTED, TIMED, Direction, InteractionKind
from interactions.log.models import LONGEST_TEXT, Interaction, Outcome
from interactions.log.services import NextStep
from interactions.tasks.models import LONGEST_TEXT as LONGEST_TASK

K = InteractionKind
MINUTE = 60
LONGEST_MINUTES = 24 * 60
MOMENT = "%Y-%m-%dT%H:%M"
REACHED_BY = {K.CALL: ContactKind.PHONE, K.SMS: ContactKind.PHONE, K.LETTER: ContactKind.EMAIL}
HINTS = {
    K.NOTE: gettext_lazy("What is worth remembering about this client? @ mentions a colleague"),
    K.CALL: gettext_lazy("What did you agree on?"),
    K.MEETING: gettext_lazy("What came of the meeting?"),
    K.LETTER: gettext_lazy("What was it about?"),
    K.REVIEW: gettext_lazy("The client’s words"),
    K.COMPLAINT: gettext_lazy("What is the client unhappy with?"),
}


class SeveralFiles(forms.ClearableFileInput):
    """The browser's own control, for more than one."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each by Django's own rule."""
        one = super().clean
        return [one(upload, initial) for upload in data or []]


class EntryForm(forms.Form):
    """Boxes that the kind has; the others are not there."""

    kind = forms.ChoiceField(label=pgettext_lazy("of an entry", "What"), choices=K.choices)
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices, required=False)
    point = forms.ModelChoiceField(
        label=gettext_lazy("Number or address"), queryset=ContactPoint.objects.none(), required=False
    )
    at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=0, max_value=LONGEST_MINUTES, required=False)
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Rating"),
        choices=[("", "—"), *((n, "★" * n) for n in range(5, 0, -1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    outcome = forms.ModelChoiceField(
        label=gettext_lazy("Outcome"), queryset=Outcome.objects.none(), required=False, empty_label="—"
    )
    next_text = forms.CharField(label=gettext_lazy("Next step"), max_length=LONGEST_TASK, required=False)
    next_on = forms.DateField(
        label=gettext_lazy("By what day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    pin = forms.BooleanField(label=gettext_lazy("Pin"), required=False)
    attached = FilesField(label=gettext_lazy("Attach files"), required=False)

    def __init__(
        self,
        *args: Any,
        customer: Customer,
        user: Any,
        kinds: tuple[str, ...],
        entry: Interaction | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.kinds = kinds
        asked = self.data.get("kind", "")
        self.chosen = str(asked) if asked in kinds else kinds[0]
        kind = K(self.chosen)
        self._choices("kind").choices = [(code, K(code).label) for code in kinds]
        hint = str(HINTS.get(kind, _("What happened?")))
        look = {"placeholder": hint, "class": "composer__text", "aria-label": _("Text")}
        self.fields["text"].widget.attrs.update(look)
        self._leave(kind, is_new=entry is None)
        if "point" in self.fields:
            self._points(customer, user, kind)
        if "outcome" in self.fields:
            offered = Outcome.objects.offered(f",{kind},")
            if entry is not None and entry.outcome_id is not None:
                # One put away since stays with the entries that have it.
                offered = offered | Outcome.objects.filter(pk=entry.outcome_id)
            self._rows("outcome").queryset = offered
            if not offered:
                del self.fields["outcome"]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def _leave(self, kind: K, *, is_new: bool) -> None:
        """Only the boxes this kind has."""
        out = set()
        out |= set() if kind in DIRECTED else {"direction"}
        out |= set() if kind in REACHED_BY and is_new else {"point"}
        out |= set() if kind in TIMED else {"minutes"}
        out |= set() if kind == K.REVIEW else {"rating"}
        out |= {"at"} if kind == K.NOTE and is_new else set()
        out |= set() if is_new else {"pin", "attached", "next_text", "next_on"}
        out |= {"next_text", "next_on"} if kind == K.NOTE else set()
        for name in out:
            self.fields.pop(name, None)
        if "direction" in self.fields and kind != K.CALL:
            self._choices("direction").choices = [one for one in Direction.choices if one[0] != Direction.MISSED]

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[name])

    def _rows(self, name: str) -> "forms.ModelChoiceField[Any]":
        return cast("forms.ModelChoiceField[Any]", self.fields[name])

    def _points(self, customer: Customer, user: User, kind: K) -> None:
        """Numbers as this reader may see them."""
        shown = [one for one in shown_points(customer, user) if not one.is_gone and one.point.kind == REACHED_BY[kind]]
        if not shown:
            del self.fields["point"]
            return
        field = self._rows("point")
        field.queryset = ContactPoint.objects.filter(pk__in=[one.point.pk for one in shown])
        field.choices = [("", "—"), *((one.point.pk, one.text) for one in shown)]

    @property
    def extra(self) -> list[forms.BoundField]:
        """What stands in a row below the text."""
        names = ("kind", "direction", "point", "at", "minutes", "rating", "outcome", "next_text", "next_on")
        return [self[name] for name in names if name in self.fields and not (name == "kind" and len(self.kinds) == 1)]

    def values(self) -> dict[str, Any]:
        """For `services.record`."""
        data = self.cleaned_data
        step = data.get("next_text") or ""
        day: dt.date | None = data.get("next_on")
        return {
            "kind": self.chosen,
            "text": data["text"],
            "direction": data.get("direction") or "",
            "at": data.get("at"),
            "duration": None if data.get("minutes") is None else data["minutes"] * MINUTE,
            "rating": data.get("rating"),
            "outcome": data.get("outcome"),
            "point": data.get("point"),
            "next_step": NextStep(text=step, due_on=day) if step else None,
            "files": data.get("attached") or (),
            "pin": bool(data.get("pin")),
        }
