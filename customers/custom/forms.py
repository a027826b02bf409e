"""Boxes of own fields: one on the card, all of them in the form, those a new card is asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from core.errors import DomainError
from customers.custom.reading import read
from customers.custom.words import typed
from customers.models import Customer, CustomField
from customers.models.custom_field import CustomType, Demand
from customers.normalise.names import sort_name

PREFIX = "own_"
CARD = re.compile(r"(?:^|/)(\d{1,18})/?(?:\?.*)?$")
PLACEHOLDERS = {
    CustomType.DATE: gettext_lazy("31.12.1987"),
    CustomType.MOMENT: gettext_lazy("31.12.2026 14:30"),
    CustomType.LINK: gettext_lazy("https://example.com"),
    CustomType.CLIENT: gettext_lazy("Name, number or address of the card"),
}
DIGITS = frozenset({CustomType.INTEGER, CustomType.DECIMAL, CustomType.MONEY})


def box_name(field: CustomField) -> str:
    """What its box is called in a form."""
    return f"{PREFIX}{field.pk}"


class OwnBox(forms.Field):
    """Reads what was typed by the one reader of own fields."""

    def __init__(self, own: CustomField, reader: User, *, required: bool) -> None:
        super().__init__(label=str(own.label), help_text=own.hint, required=required, widget=_widget(own))
        self.own, self.reader = own, reader

    def clean(self, value: Any) -> Any:
        try:
            if self.own.type == CustomType.CLIENT and not self.own.is_sensitive and value:
                value = _client(str(value), self.reader)
            found = read(self.own, value)
        except DomainError as error:
            raise ValidationError(str(error), code=error.code) from None
        if self.required and found in (None, "", []):
            raise ValidationError(self.error_messages["required"], code="required")
        return found


class OwnForm(forms.Form):
    """Boxes of some own fields; `was_…` beside each tells what the person saw."""

    def __init__(
        self,
        data: Any = None,
        *,
        fields: Sequence[CustomField],
        values: Mapping[str, Any],
        reader: User,
        creating: bool = False,
    ) -> None:
        self.own = {box_name(one): one for one in fields if one.type != CustomType.FILE}
        super().__init__(data, initial={name: _first(one, values.get(one.key)) for name, one in self.own.items()})
        for name, one in self.own.items():
            required = one.demand == Demand.ALWAYS or (creating and one.demand == Demand.AT_CREATION)
            self.fields[name] = OwnBox(one, reader, required=required)

    def was(self, name: str) -> str:
        """As the box would hold the value the person saw."""
        if self.is_bound and f"was_{name}" in self.data:
            return str(self.data[f"was_{name}"])
        first = self.initial[name]
        return ";".join(first) if isinstance(first, list) else str(first)

    def typed(self) -> tuple[dict[CustomField, Any], dict[CustomField, Any]]:
        """What was changed, and what stood there, by field; a value nobody can read any more is not compared."""
        values: dict[CustomField, Any] = {}
        expected: dict[CustomField, Any] = {}
        for name, one in self.own.items():
            if name not in self.cleaned_data:
                continue
            value = self.cleaned_data[name]
            try:
                was = read(one, self.was(name))
            except DomainError:
                values[one] = value
                continue
            if value != was:
                values[one], expected[one] = value, was
        return values, expected

    @property
    def values(self) -> dict[CustomField, Any]:
        """All that is filled."""
        found = {one: self.cleaned_data.get(name) for name, one in self.own.items()}
        return {one: value for one, value in found.items() if value not in (None, "", [])}


def _first(one: CustomField, value: Any) -> Any:
    return list(map(str, value or [])) if one.type == CustomType.MULTI else typed(one, value)


def _widget(own: CustomField) -> forms.Widget:
    if own.type == CustomType.FLAG:
        return forms.Select(choices=[("", "—"), ("yes", pgettext_lazy("value", "yes")), ("no", gettext_lazy("no"))])
    if own.type in (CustomType.CHOICE, CustomType.MULTI):
        offered = [(str(one["id"]), str(one["name"])) for one in own.options if not one.get("closed")]
        if own.type == CustomType.MULTI:
            return forms.CheckboxSelectMultiple(choices=offered)
        return forms.Select(choices=[("", "—"), *offered])
    attrs = {"autocomplete": "off", "placeholder": PLACEHOLDERS.get(CustomType(own.type), "")}
    if own.type == CustomType.LONG_TEXT:
        return forms.Textarea(attrs={**attrs, "rows": 3})
    if own.type in DIGITS:
        attrs["inputmode"] = "decimal"
    return forms.TextInput(attrs={name: value for name, value in attrs.items() if value})


def _client(text: str, reader: User) -> str:
    """Number of the card that is meant. Raises DomainError when the reader sees none or several."""
    seen = Customer.objects.visible_to(reader)
    number = CARD.search(text.strip())
    if number:
        found = list(seen.filter(pk=int(number[1])).order_by("pk").values_list("pk", flat=True))
    else:
        found = list(seen.filter(sort_name=sort_name(text)).order_by("pk").values_list("pk", flat=True)[:2])
    if len(found) == 1:
        return str(found[0])
    said = _("There are several clients of that name: give the number of the card.") if found else _("No such client.")
    raise DomainError(said, code="client")


def asked_at_creation(fields: Iterable[CustomField]) -> list[CustomField]:
    """Those a new card is asked for: what it must have."""
    return [one for one in fields if one.demand and one.type != CustomType.FILE]
