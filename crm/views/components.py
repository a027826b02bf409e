"""One page with every part of the interface: to look at while building, and for axe to check."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.http import UserRequest
from accounts.permissions import Permission

TONES = ("ok", "warn", "bad", "info", "accent", "line")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=30)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("person", _("Person")), ("company", _("Company"))],
        help_text=_("A company may have contact persons"),
    )
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("call", _("Call")), ("letter", _("Letter"))], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label=_("The client has agreed"), required=False)

    def clean_phone(self) -> str:
        """An error to look at."""
        raise forms.ValidationError(_("Two digits are missing"))


def components(request: UserRequest) -> HttpResponse:
    """For developers and administrators; others get 404."""
    if not settings.DEBUG and not request.user.has(Permission.ADMINISTER):
        raise Http404
    return render(request, "crm/components.html", _sample())


def _sample() -> dict[str, Any]:
    now = timezone.now()
    form = SampleForm({"name": "", "phone": "+7 917 234-18", "kind": "person", "channel": "call", "agreed": "on"})
    form.is_valid()
    return {
        "form": form,
        "tones": TONES,
        "hues": range(10),
        "heat": range(7),
        "series": range(1, 7),
        "moments": [now - ago for ago in (dt.timedelta(minutes=5), dt.timedelta(days=1), dt.timedelta(days=400))],
        "people": [_("Anna Petrova"), _("Boris Orlov"), _("Vera Sokolova")],
        "amount": 1_248_900,
    }
