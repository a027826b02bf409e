"""What a person types about a client: the whole card, or one fact of it in place.

Each box carries what stood there when it was shown (`was_…`): two people at one card lose nothing of each other.
"""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from customers.choices import Sex
from customers.models import Customer
from customers.models.customer import EARLIEST_BIRTH, LONGEST_NOTE

DATE = "%d.%m.%Y"
PERSON = (
    "last_name", "first_name", "middle_name", "birth_date", "sex", "city", "address", "company", "position", "inn",
    "source", "responsible", "note",
)  # fmt: skip
COMPANY = ("name", "city", "address", "inn", "kpp", "source", "responsible", "note")
NEVER = object()
"""Equal to nothing that stands on a card."""
BLANKS = re.compile(r"\s+")


def column(code: str) -> str:
    """The column a field of the form writes."""
    return "responsible_id" if code == "responsible" else code


def codes_of(customer: Customer) -> tuple[str, ...]:
    """Fields this card has, in the order of the form."""
    return COMPANY if customer.is_company else PERSON


def people() -> Any:
    """Those who may keep a client."""
    able = User.objects.filter(is_active=True, role__permissions__contains=[Permission.VIEW_CUSTOMERS.value])
    return able.order_by("last_name", "first_name", "pk")


class Digits(forms.CharField):
    """A number as it is copied from papers, with blanks or without."""

    def to_python(self, value: Any) -> str:
        return BLANKS.sub("", str(super().to_python(value))).upper()


class CardForm(forms.Form):
    """`only` leaves the fields named; the others are not asked for and not touched."""

    last_name = forms.CharField(label=gettext_lazy("Surname"), max_length=100, required=False)
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100, required=False)
    middle_name = forms.CharField(label=gettext_lazy("Patronymic"), max_length=100, required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        required=False,
        input_formats=[DATE, "%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format=DATE, attrs={"placeholder": gettext_lazy("31.12.1987"), "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("There is no such date; write it as 31.12.1987.")},
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[("", gettext_lazy("not known")), *Sex.choices], required=False
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=100, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=500, required=False)
    company = forms.CharField(label=gettext_lazy("Company"), max_length=300, required=False)
    position = forms.CharField(label=gettext_lazy("Position"), max_length=200, required=False)
    inn = Digits(
        label=gettext_lazy("INN"),
        required=False,
        validators=[RegexValidator(r"^([0-9]{10}|[0-9]{12})\Z", gettext_lazy("An INN has 10 or 12 digits."))],
    )
    kpp = Digits(
        label=gettext_lazy("KPP"),
        required=False,
        validators=[RegexValidator(r"^[0-9]{4}[0-9A-Z]{2}[0-9]{3}\Z", gettext_lazy("A KPP has 9 characters."))],
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=100, required=False)
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Responsible"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("A note is at most 10,000 characters; this one is longer.")},
    )

    def __init__(self, data: Any = None, *, customer: Customer, only: Iterable[str] | None = None) -> None:
        self.customer = customer
        standing = {code: getattr(customer, column(code)) for code in codes_of(customer)}
        super().__init__(data, initial=standing)
        kept = set(codes_of(customer)) & set(only if only is not None else codes_of(customer))
        self.fields = {name: field for name, field in self.fields.items() if name in kept}
        if "responsible" in self.fields:
            choice = self.fields["responsible"]
            assert isinstance(choice, forms.ModelChoiceField)
            # Whoever keeps the client now stays a choice, switched off or not.
            choice.queryset = (people() | User.objects.filter(customers=customer.pk)).distinct()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_birth_date(self) -> Any:
        """Raises on a day before anybody living or after today."""
        day = self.cleaned_data["birth_date"]
        if day and not EARLIEST_BIRTH <= day <= timezone.localdate():
            raise ValidationError(_("Nobody living was born on that day."), code="impossible")
        return day

    def clean_note(self) -> str:
        """Browsers send line ends of their own."""
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")

    @property
    def was(self) -> list[tuple[str, str]]:
        """Hidden boxes: what each field held when the form was made, or what the person has been shown since."""
        return [(f"was_{name}", self.was_text(name)) for name in self.fields]

    def was_text(self, name: str) -> str:
        """As the form would write the value."""
        if self.is_bound and f"was_{name}" in self.data:
            return str(self.data[f"was_{name}"])
        return as_text(getattr(self.customer, column(name)))

    def typed(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the person has changed, and what he saw before, by column. Untouched fields are in neither."""
        values, expected = {}, {}
        for name in self.fields:
            value, before = self._value(name), self._before(name)
            if value != before:
                values[column(name)] = value
                expected[column(name)] = before
        return values, expected

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return (value.pk if value else None) if name == "responsible" else value

    def _before(self, name: str) -> Any:
        text = self.was_text(name)
        if name == "responsible":
            return int(text) if text.isdecimal() else None
        if name == "birth_date":
            try:
                return self.fields[name].to_python(text)
            except ValidationError:
                return NEVER
        # What a browser sends back has its line ends changed.
        return text.replace("\r\n", "\n")


def as_text(value: Any) -> str:
    """A value of a card as a box holds it."""
    if value is None:
        return ""
    return value.strftime(DATE) if hasattr(value, "strftime") else str(value)
