"""What a person chooses for a bulk act."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from customers.bulk_acts import editable_fields
from customers.bulk_tags import MOST_AT_ONCE
from customers.card_form import CardForm, people
from customers.custom import bulk as own_fields
from customers.custom.forms import OwnBox
from customers.tags import clean_name, ensure_tags, unknown_tags


class BulkEditForm(forms.Form):
    """A field is changed only when its tick is set: an empty value is a value."""

    def __init__(self, data: Any = None, *, user: User, only: Iterable[str] = ()) -> None:
        super().__init__(data)
        allowed = editable_fields(user)
        self.codes = [code for code in allowed if code in set(only)] or allowed
        own = own_fields.offered(user)
        for code in self.codes:
            if code in own:
                field: forms.Field = OwnBox(own[code], user, required=False)
            else:
                field = deepcopy(CardForm.base_fields[code])
                field.required = False
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people()
            tick = _("Change: %(field)s") % {"field": field.label}
            self.fields[f"set_{code}"] = forms.BooleanField(label=tick, required=False, initial=len(self.codes) == 1)
            self.fields[code] = field

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """(tick, box) of each field."""
        for code in self.codes:
            yield self[f"set_{code}"], self[code]

    def clean(self) -> dict[str, Any]:
        """Raises when no field is ticked."""
        data = super().clean() or {}
        for code, one in own_fields.of(self.codes).items():
            if data.get(f"set_{code}") and own_fields.must_be_filled(one) and data.get(code) in (None, "", []):
                self.add_error(code, _("“%(name)s” may not be empty.") % {"name": one.name})
        if not any(data.get(f"set_{code}") for code in self.codes):
            raise forms.ValidationError(_("Tick what is to be changed."), code="nothing")
        return data

    def changes(self) -> dict[str, Any]:
        """New values by field, as operations keep them."""
        found: dict[str, Any] = {}
        for code in self.codes:
            if self.cleaned_data[f"set_{code}"]:
                value = self.cleaned_data[code]
                found[code] = getattr(value, "pk", value) if code == "responsible" else value
        return found


class BulkTagForm(forms.Form):
    """Tags to put on, by their names, or to take off."""

    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[("on", gettext_lazy("Put on")), ("off", gettext_lazy("Take off"))],
        initial="on",
        widget=forms.RadioSelect,
    )
    names = forms.CharField(
        label=gettext_lazy("Tags"),
        max_length=600,
        help_text=gettext_lazy("Several ones with commas between them."),
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def clean_names(self) -> list[str]:
        """Raises on what cannot be a tag, on too many, on one to take off that nobody has."""
        try:
            names = [clean_name(name) for name in self.cleaned_data["names"].split(",") if name.strip()]
        except DomainError as error:
            raise forms.ValidationError(str(error), code="tag") from None
        if not names:
            raise forms.ValidationError(_("Type a tag."), code="tag")
        if len(names) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most %(most)s tags at once.") % {"most": MOST_AT_ONCE}, code="many")
        return names

    def clean(self) -> dict[str, Any]:
        """Raises when a tag to take off is not there."""
        data = super().clean() or {}
        if data.get("way") == "off" and "names" in data:
            unknown = unknown_tags(data["names"])
            if unknown:
                self.add_error("names", _("There is no such tag: %(name)s.") % {"name": unknown[0]})
        return data

    @property
    def is_on(self) -> bool:
        """Whether tags are put on."""
        return bool(self.cleaned_data["way"] == "on")

    def tags(self) -> list[int]:
        """Ids; tags to put on that are not there yet are made."""
        return sorted(set(ensure_tags(self.cleaned_data["names"])))
