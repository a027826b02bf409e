"""Limits of exports, a box for each role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from listing.exports import limits

MOST = 2_000_000_000


class LimitsForm(forms.Form):
    """Empty boxes: no limit."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.roles = list(Role.objects.order_by("pk"))
        standing = limits.limits(self.roles)
        for role in self.roles:
            self.fields[_name(role)] = forms.IntegerField(
                label=str(role),
                required=False,
                min_value=0,
                max_value=MOST,
                initial=standing[role.pk],
                widget=forms.NumberInput(attrs={"placeholder": _("no limit"), "inputmode": "numeric"}),
            )

    def save(self, *, by: User) -> None:
        """All boxes at once."""
        limits.set_limits({role: self.cleaned_data[_name(role)] for role in self.roles}, by=by)


def _name(role: Role) -> str:
    return f"role_{role.pk}"
