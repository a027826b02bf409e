"""What the company says of itself."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from accounts.zones import time_zone_choices


def week() -> list[tuple[int, str]]:
    """ISO numbers and names of the days."""
    return [(number + 1, capfirst(str(name))) for number, name in WEEKDAYS.items()]


class CompanyForm(forms.ModelForm[Company]):
    """Name, day and money; the sender of letters to staff."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone_choices,
        help_text=_("In it days and reports are counted; each person sees times in his own."),
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=week, coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Company
        fields = (
            "name",
            "time_zone",
            "currency",
            "language",
            "working_days",
            "day_begins",
            "day_ends",
            "sender_name",
            "sender_email",
        )
        labels = {
            "name": _("Name of the company"),
            "currency": _("Currency"),
            "language": _("Language of new users"),
            "day_begins": _("Day begins"),
            "day_ends": _("Day ends"),
            "sender_name": _("Sender’s name"),
            "sender_email": _("Sender’s e-mail"),
        }
        help_texts = {
            "name": _("Stands under “Kartoteka” and on the sign-in page."),
            "sender_name": _("Empty: the company’s name."),
            "sender_email": _("Of letters to your staff. Empty: as the server’s settings say."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "day_begins": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "day_ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def clean(self) -> dict[str, Any]:
        """The day ends after it begins."""
        values = super().clean() or self.cleaned_data
        begins, ends = values.get("day_begins"), values.get("day_ends")
        if begins and ends and begins >= ends:
            self.add_error("day_ends", _("The day must end after it begins."))
        return values


class LogoForm(forms.Form):
    """A picture; what it really is, is looked at when it is stored."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, up to 1 MB; best a square."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
