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
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from customers import zones
from customers.cells.numbers import inn_holds
from customers.choices import Channel, Sex
from customers.models import Customer
from customers.models.customer import EARLIEST_BIRTH, LONGEST_NOTE
from customers.normalise.papers import account_holds, corr_account_holds, is_zeros, ogrn_holds

DATE = "%d.%m.%Y"
PERSON = (
    "last_name", "first_name", "middle_name", "birth_date", "sex", "city", "address", "company", "position", "inn",
    "source", "responsible", "salutation", "channel", "best_time", "time_zone", "language", "family", "interests",
    "preferences", "note",
)  # fmt: skip
COMPANY = (
    "name", "legal_name", "legal_form", "industry", "city", "address", "inn", "kpp", "ogrn", "legal_address",
    "director", "accountant", "bik", "bank", "account", "corr_account", "working_hours", "source", "responsible",
    "salutation", "channel", "best_time", "time_zone", "language", "preferences", "note",
)  # fmt: skip
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


def time_zones() -> list[tuple[str, Any]]:
    """Zones to choose from; the address tells where nobody has chosen."""
    return [("", gettext_lazy("by the city")), *zones.named().items()]


class CardForm(forms.Form):
    """`only` leaves the fields named; the others are not asked for and not touched."""

    last_name = forms.CharField(label=gettext_lazy("Surname"), max_length=100, required=False)
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=100, required=False)
    middle_name = forms.CharField(label=gettext_lazy("Patronymic"), max_length=100, required=False)
    name = forms.CharField(label=pgettext_lazy("of a company", "Name"), max_length=300)
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
    legal_name = forms.CharField(label=gettext_lazy("Full name of the company"), max_length=500, required=False)
    legal_form = forms.CharField(label=gettext_lazy("Legal form"), max_length=100, required=False)
    industry = forms.CharField(label=gettext_lazy("Industry"), max_length=100, required=False)
    ogrn = Digits(
        label=gettext_lazy("OGRN"),
        required=False,
        validators=[RegexValidator(r"^([0-9]{13}|[0-9]{15})\Z", gettext_lazy("An OGRN has 13 or 15 digits."))],
    )
    legal_address = forms.CharField(label=gettext_lazy("Legal address"), max_length=500, required=False)
    director = forms.CharField(label=gettext_lazy("Director"), max_length=200, required=False)
    accountant = forms.CharField(label=gettext_lazy("Chief accountant"), max_length=200, required=False)
    bik = Digits(
        label=gettext_lazy("BIC"),
        required=False,
        validators=[RegexValidator(r"^[0-9]{9}\Z", gettext_lazy("A BIC has 9 digits."))],
    )
    bank = forms.CharField(label=gettext_lazy("Bank"), max_length=200, required=False)
    account = Digits(
        label=gettext_lazy("Account"),
        required=False,
        validators=[RegexValidator(r"^[0-9]{20}\Z", gettext_lazy("An account has 20 digits."))],
    )
    corr_account = Digits(
        label=gettext_lazy("Correspondent account"),
        required=False,
        validators=[RegexValidator(r"^[0-9]{20}\Z", gettext_lazy("An account has 20 digits."))],
    )
    working_hours = forms.CharField(label=gettext_lazy("Working hours"), max_length=200, required=False)
    salutation = forms.CharField(label=gettext_lazy("Salutation"), max_length=100, required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Preferred channel"),
        choices=[("", gettext_lazy("not known")), *Channel.choices],
        required=False,
    )
    best_time = forms.CharField(label=gettext_lazy("Convenient time"), max_length=200, required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=time_zones, required=False)
    language = forms.CharField(label=gettext_lazy("Language"), max_length=50, required=False)
    family = forms.CharField(label=gettext_lazy("Family"), max_length=500, required=False)
    interests = forms.CharField(label=gettext_lazy("Hobbies and interests"), max_length=1000, required=False)
    preferences = forms.CharField(label=gettext_lazy("Preferences"), max_length=1000, required=False)
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
        if "time_zone" in self.fields and customer.time_zone and customer.time_zone not in zones.named():
            zone = self.fields["time_zone"]
            assert isinstance(zone, forms.ChoiceField)
            zone.choices = [*time_zones(), (customer.time_zone, zones.label(customer.time_zone))]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_birth_date(self) -> Any:
        """Raises on a day before anybody living or after today."""
        day = self.cleaned_data["birth_date"]
        if day and not EARLIEST_BIRTH <= day <= timezone.localdate():
            raise ValidationError(_("Nobody living was born on that day."), code="impossible")
        return day

    def clean_inn(self) -> str:
        """Raises on a slip. Zeros pass every check, and are nobody's."""
        inn = str(self.cleaned_data["inn"])
        if inn and inn != self.customer.inn and (is_zeros(inn) or not inn_holds(inn)):
            raise ValidationError(_("The check digits of this INN do not match: there is a slip in it."), code="check")
        return inn

    def clean_ogrn(self) -> str:
        """Raises on a slip."""
        ogrn = str(self.cleaned_data["ogrn"])
        if ogrn and not ogrn_holds(ogrn):
            raise ValidationError(
                _("The check digit of this OGRN does not match: there is a slip in it."), code="check"
            )
        return ogrn

    def clean(self) -> dict[str, Any]:
        """Raises on accounts that are none of this bank's, when one of the two is typed; it is told of."""
        data = super().clean() or {}
        bik = data.get("bik", self.customer.bik)
        for name, holds in (("account", account_holds), ("corr_account", corr_account_holds)):
            number = data.get(name, getattr(self.customer, name))
            if (number, bik) == (getattr(self.customer, name), self.customer.bik):
                continue
            if bik and number and not holds(number, bik) and not self.errors:
                box = name if name in self.fields else "bik"
                if box in self.fields:
                    said = _("This account and the BIC do not belong together: there is a slip in one of them.")
                    self.add_error(box, ValidationError(said, code="check"))
        return data

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
            return int(text) if text.isdecimal() and len(text) < 19 else None
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
