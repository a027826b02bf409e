"""What is said of a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People with the team they stand in now."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name} ({obj.team.name})" if obj.team else obj.full_name


class TeamForm(forms.Form):
    """Name, lead, people."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    lead = forms.ModelChoiceField(
        label=_("Lead"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("With the role “Supervisor” sees the clients of everybody in the team."),
    )
    members = PeopleChoice(
        label=_("People of the team"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A person is in one team: who is chosen here leaves the other one."),
    )

    def __init__(self, data: Any, team: Team | None = None, members: list[int] | None = None) -> None:
        super().__init__(data, initial={"name": team.name, "lead": team.lead_id, "members": members} if team else {})
        people = User.objects.filter(is_system=False).select_related("team").order_by("last_name", "first_name", "pk")
        kept = people.filter(is_active=True) | people.filter(pk__in=[*(members or []), team.lead_id if team else None])
        for name in ("lead", "members"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = kept
