"""What a new card needs: a name in one box, a way to reach the client."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from customers import rights
from customers.cells.names import sex_of_patronymic
from customers.choices import TYPED_FIRST, ContactKind, CustomerKind, Sex
from customers.normalise.contacts import display_contact, normalise_contact
from customers.normalise.split import NameParts, split_name

PARTS = NameParts._fields


class NewClientForm(forms.Form):
    """One box for a person's name; its parts are shown below it and can be corrected."""

    kind = forms.ChoiceField(choices=CustomerKind.choices, initial=CustomerKind.PERSON, widget=forms.RadioSelect)
    full_name = forms.CharField(label=gettext_lazy("Name"), max_length=300, required=False)
    # What the parts below were taken from: typed on since, they are taken anew.
    parts_of = forms.CharField(required=False, widget=forms.HiddenInput)
    last_name = forms.CharField(label=gettext_lazy("Surname"), max_length=100, required=False)
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100, required=False)
    middle_name = forms.CharField(label=gettext_lazy("Patronymic"), max_length=100, required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[("", gettext_lazy("not known")), *Sex.choices], required=False
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=100, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=320, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rights.may_edit(user, "sex"):
            del self.fields["sex"]
        for kind in TYPED_FIRST:
            if not rights.may_edit(user, kind):
                del self.fields[kind]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
        for kind, mode in ((ContactKind.PHONE, "tel"), (ContactKind.EMAIL, "email")):
            if kind in self.fields:
                self.fields[kind].widget.attrs["inputmode"] = mode
        self.fields["full_name"].widget.attrs["autofocus"] = True

    @property
    def contacts(self) -> list[forms.BoundField]:
        """Boxes of contacts this person may write."""
        return [self[kind] for kind in TYPED_FIRST if kind in self.fields]

    def clean(self) -> dict[str, Any]:
        """Raises when nothing tells whom the card is of."""
        data = super().clean() or {}
        if self.errors:
            return data
        if data["kind"] == CustomerKind.COMPANY:
            if not data["full_name"]:
                self.add_error("full_name", _("A company needs a name."))
        else:
            parts = self.parts()
            # Parts taken from the box just now have not been seen by the person, and their sex has not either.
            if "sex" in self.fields and not data.get("sex") and tuple(data.get(name, "") for name in PARTS) != parts:
                data["sex"] = sex_of_patronymic(parts.middle_name)
            data |= parts._asdict()
            if not any(data.get(name) for name in (*PARTS, "phone", "email")):
                self.add_error("full_name", _("Type a name, a phone or an e-mail."))
        return data

    def parts(self) -> NameParts:
        """As they stand below the box, unless the box says something else by now."""
        data = self.cleaned_data
        shown = NameParts(*(data.get(name, "") for name in PARTS))
        if any(shown) and data.get("parts_of", "") == data.get("full_name", ""):
            return shown
        return split_name(data.get("full_name", ""))


def written_as(kind: ContactKind, raw: str) -> tuple[str, str]:
    """(how it will be written, what is wrong with it), one of them or none."""
    if not raw.strip():
        return "", ""
    value, problem = normalise_contact(kind, raw)
    return (display_contact(kind, value, raw) if value else ""), (str(problem.label) if problem else "")
