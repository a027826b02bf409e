"""What is said of a field of the card."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.choices import CustomerKind
from customers.custom.wishes import Wish
from customers.custom.words import typed
from customers.models import CustomField
from customers.models.custom_field import LONGEST_NAME, CustomType, Demand


class FieldForm(forms.Form):
    """Everything but the values of a list, which stand in rows of their own."""

    name = forms.CharField(label=pgettext_lazy("of a field", "Name"), max_length=LONGEST_NAME)
    type = forms.ChoiceField(label=pgettext_lazy("of a field", "Type"), choices=CustomType.choices)
    kind = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("people and companies")), (CustomerKind.PERSON, _("people")), ("company", _("companies"))],
        required=False,
    )
    section = forms.CharField(
        label=_("Section"), max_length=LONGEST_NAME, required=False, help_text=_("The heading it stands under.")
    )
    demand = forms.ChoiceField(label=_("Filling"), choices=Demand.choices, required=False)
    hint = forms.CharField(label=_("Hint"), max_length=300, required=False, help_text=_("Shown where it is filled in."))
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False, help_text=_("Of a number: m², kg, pieces."))
    default = forms.CharField(
        label=_("Default"), max_length=500, required=False, help_text=_("What a new card begins with.")
    )
    least = forms.CharField(label=_("Not less than"), max_length=40, required=False)
    most = forms.CharField(label=_("Not more than"), max_length=40, required=False)
    pattern = forms.CharField(
        label=_("Pattern"),
        max_length=200,
        required=False,
        help_text=_("A regular expression the whole text must match, such as [A-Z]{2}[0-9]{4}."),
    )
    new_options = forms.CharField(
        label=_("Values of the list"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line."),
    )
    is_sensitive = forms.BooleanField(
        label=_("Sensitive"),
        required=False,
        help_text=_(
            "Kept under a cipher, shown on demand, each showing journalled; not found by. An export opens it to those"
            " who may read it, and tells the journal."
        ),
    )

    def __init__(self, data: Any, own: CustomField | None = None) -> None:
        super().__init__(data, initial=_initial(own) if own else {})
        self.own = own
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
        if own and own.options:
            self.fields["new_options"].label = _("More values")

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """(id, name, closed) of the values there are, as they stand in the form."""
        standing = [(str(one["id"]), str(one["name"]), bool(one.get("closed"))) for one in self._standing]
        if not self.is_bound:
            return standing
        return [
            (key, str(self.data.get(f"option_{key}", name)), f"closed_{key}" in self.data)
            for key, name, _closed in standing
        ]

    def wish(self) -> Wish:
        """What the service takes."""
        data = self.cleaned_data
        added = [("", line, False) for line in data["new_options"].splitlines() if line.strip()]
        plain = {name: data[name] for name in ("name", "type", "kind", "section", "demand", "hint", "unit", "default")}
        return Wish(
            **plain,
            limits={name: data[name] for name in ("least", "most", "pattern")},
            options=[*self.options, *added],
            is_sensitive=data["is_sensitive"],
        )

    @property
    def _standing(self) -> list[dict[str, Any]]:
        return self.own.options if self.own else []


def _initial(own: CustomField) -> dict[str, Any]:
    plain = {name: getattr(own, name) for name in ("name", "type", "kind", "section", "demand", "hint", "unit")}
    limits = {name: str(own.limits.get(name, "")) for name in ("least", "most", "pattern")}
    if own.type == CustomType.DATE:
        limits |= {name: typed(own, limits[name]) for name in ("least", "most")}
    names = {str(one["id"]): str(one["name"]) for one in own.options}
    default = own.default
    if own.type in (CustomType.CHOICE, CustomType.MULTI) and default:
        default = "; ".join(names.get(str(one), "") for one in (default if isinstance(default, list) else [default]))
    else:
        default = typed(own, default)
    return {**plain, **limits, "default": default, "is_sensitive": own.is_sensitive}
