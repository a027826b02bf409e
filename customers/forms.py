"""What a person chooses for a bulk edit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from customers.choices import Sex


class BulkEditForm(forms.Form):
    """A field is changed only when its tick is set: an empty value is a value."""

    set_city = forms.BooleanField(label=gettext_lazy("Change the city"), required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False)
    set_responsible = forms.BooleanField(label=gettext_lazy("Change the responsible"), required=False)
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Responsible"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    set_sex = forms.BooleanField(label=gettext_lazy("Change the sex"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[("", gettext_lazy("not known")), *Sex.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, role__permissions__contains=[Permission.VIEW_CUSTOMERS.value])
        choice = self.fields["responsible"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = people.order_by("last_name", "first_name", "pk")

    def clean(self) -> dict[str, Any]:
        """Raises when no field is ticked."""
        data = super().clean() or {}
        if not any(data.get(f"set_{name}") for name in ("city", "responsible", "sex")):
            raise forms.ValidationError(_("Tick what is to be changed."), code="nothing")
        return data

    def changes(self) -> dict[str, Any]:
        """New values by field, as operations keep them."""
        data = self.cleaned_data
        found: dict[str, Any] = {}
        if data["set_city"]:
            found["city"] = data["city"].strip()
        if data["set_responsible"]:
            found["responsible"] = data["responsible"].pk if data["responsible"] else None
        if data["set_sex"]:
            found["sex"] = data["sex"]
        return found
