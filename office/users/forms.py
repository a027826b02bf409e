"""What is said of a person who works here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, Team, User
from accounts.rights import guards
from accounts.rights.users import Wanted


class RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Roles by the name people know; only those that do not exceed the giver's own."""

    def __init__(self) -> None:
        super().__init__(queryset=Role.objects.none(), label=_("Role"), empty_label=None)

    def offer(self, giver: User) -> None:
        """Fill in what `giver` may give."""
        roles = [role for role in Role.objects.order_by("pk") if guards.within(giver.role, role)]
        self.queryset = Role.objects.filter(pk__in=[role.pk for role in roles]).order_by("pk")


class UserForm(forms.Form):
    """A new person, or changes to one."""

    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Surname"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("By it the person signs in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = RoleChoice()
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.order_by("name"), required=False, empty_label=_("no team")
    )

    def __init__(self, data: Any, *, giver: User, user: User | None = None) -> None:
        first = (
            {
                "first_name": user.first_name,
                "last_name": user.last_name,
                "email": user.email,
                "role": user.role_id,
                "team": user.team_id,
            }
            if user
            else {}
        )
        super().__init__(data, initial=first)
        role = self.fields["role"]
        assert isinstance(role, RoleChoice)
        role.offer(giver)

    def wanted(self) -> Wanted:
        """What the service takes."""
        values = self.cleaned_data
        return Wanted(
            role=values["role"],
            team=values["team"],
            set_team=True,
            email=values["email"],
            first_name=values["first_name"],
            last_name=values["last_name"],
        )
