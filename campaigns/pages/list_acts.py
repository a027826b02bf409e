"""«Write» over ticked clients, beside the filters of their list and on a segment: a new campaign with that audience."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.list_acts import FilterAct, TickedAct, filter_acts, ticked_acts

WRITE = pgettext_lazy("to many clients", "Write")


def register() -> None:
    """Add the buttons."""
    ticked_acts.add(
        TickedAct(code="campaign", page="customers", label=WRITE, icon="send", url_name="campaigns:write", may=may),
        TickedAct(
            code="campaign_segment", page="segment", label=WRITE, icon="send", url_name="campaigns:write", may=may
        ),
    )
    filter_acts.add(
        FilterAct(
            code="campaign", page="customers", label=_("Write to them"), icon="send", url_name="campaigns:new",
            permission=Permission.CAMPAIGNS,
        )
    )  # fmt: skip


def may(user: User) -> bool:
    """Whether the person may write to many."""
    return user.has(Permission.CAMPAIGNS)
