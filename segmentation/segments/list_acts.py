"""Our buttons of the list of clients: over ticked rows, and beside the filters."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.list_acts import FilterAct, TickedAct, filter_acts, ticked_acts
from segmentation.segments.picking import may_pick


def register() -> None:
    """Add «Into a segment» and «Save as a segment»."""
    ticked_acts.add(
        TickedAct(
            code="segment", page="customers", label=_("Into a segment"), icon="filter", url_name="segments:pick",
            may=may_pick,
        )
    )  # fmt: skip
    filter_acts.add(
        FilterAct(
            code="segment", page="customers", label=_("Save as a segment"), icon="filter", url_name="segments:new",
            permission=Permission.VIEW_CUSTOMERS,
        )
    )  # fmt: skip
