"""What a company says to begin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from office.start.counting import Preview
from office.start.services import Wish


class StartForm(forms.Form):
    """Name, first administrator, and the name once more."""

    company_name = forms.CharField(
        label=_("Name of the company"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    first_name = forms.CharField(label=_("Your first name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Your surname"), max_length=80, required=False)
    email = forms.EmailField(label=_("Your work e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Empty: you get a link to choose one."),
    )
    remove_own = forms.BooleanField(label=_("What was added by hand may go too"))
    confirmation = forms.CharField(
        label=_("The company’s name once more"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("So that nobody removes a base by a slip of the finger."),
    )

    def __init__(self, data: Any, preview: Preview) -> None:
        super().__init__(data)
        if not preview.own:
            del self.fields["remove_own"]

    def wish(self) -> Wish:
        """What the service takes."""
        values = self.cleaned_data
        return Wish(
            company_name=values["company_name"],
            confirmation=values["confirmation"],
            email=values["email"],
            password=values["password"] or None,
            first_name=values["first_name"],
            last_name=values["last_name"],
            remove_own=values.get("remove_own", False),
        )
