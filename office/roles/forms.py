"""A role: its name, its reach, its rights, and a matrix of fields."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import Role
from accounts.permissions import GROUPS, Permission, Scope
from accounts.rights.roles import RoleWish
from accounts.rights.words import ACCESS
from core.registries.fields import Field, catalogue

OF_SCOPE = {
    Scope.OWN: _("Only clients the person is responsible for."),
    Scope.TEAM: _("Also those of the people of his team and of the teams he leads."),
    Scope.ALL: _("Everybody’s, and those that nobody keeps."),
}
FIELD = "field:"


class RoleForm(forms.Form):
    """Fields of the matrix are called `field:<code>`."""

    name = forms.CharField(label=_("Name of the role"), max_length=80)
    scope = forms.ChoiceField(label=_("Whose clients"), choices=Scope.choices, widget=forms.RadioSelect)
    permissions = forms.MultipleChoiceField(
        label=_("Rights"), choices=Permission.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    needs_second_factor = forms.BooleanField(
        label=_("Sign-in only with a second factor"),
        help_text=_("Who has none is led to set one up and enters nothing else before. Right for administrators."),
        required=False,
    )

    def __init__(self, data: Any, role: Role) -> None:
        known = catalogue().values()
        rights = {FIELD + field.code: field_rights.stored(role.field_rights, field).value for field in known}
        first: dict[str, Any] = {"name": str(role), "scope": role.scope, "permissions": role.permissions, **rights}
        first["needs_second_factor"] = role.needs_second_factor
        super().__init__(data, initial=first)
        for field in catalogue().values():
            options = [(access.value, ACCESS[access]) for access in field_rights.choices(field)]
            self.fields[FIELD + field.code] = forms.ChoiceField(label=str(field.label), choices=options, required=False)

    def reaches(self) -> Iterator[tuple[str, str | Promise, str | Promise, bool]]:
        """(value, label, explanation, is chosen)."""
        chosen = self["scope"].value()
        for one in Scope:
            yield one.value, one.label, OF_SCOPE[one], one.value == chosen

    def groups(self) -> Iterator[tuple[str | Promise, list[tuple[str, str | Promise, str | Promise, bool]]]]:
        """Rights as they stand on the page."""
        chosen = set(self["permissions"].value() or [])
        for title, rights in GROUPS:
            yield title, [(one.value, one.label, told, one.value in chosen) for one, told in rights]

    def matrix(self) -> Iterator[tuple[str, Field, list[tuple[str, bool, bool]]]]:
        """(name of the input, field, cells); a cell is (access, can be chosen, is chosen)."""
        for field in catalogue().values():
            chosen, can = self[FIELD + field.code].value(), field_rights.choices(field)
            cells = [(access.value, access in can, access.value == chosen) for access in FieldAccess]
            yield FIELD + field.code, field, cells

    def wish(self) -> RoleWish:
        """What the service takes."""
        values = self.cleaned_data
        rights = {field.code: values[FIELD + field.code] or FieldAccess.EDIT.value for field in catalogue().values()}
        return RoleWish(values["name"], values["scope"], values["permissions"], rights, values["needs_second_factor"])


HEADINGS = [ACCESS[access] for access in FieldAccess]
