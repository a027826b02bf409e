"""Interactions have a history, and whoever may see the client may read it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.registries.operations import Seen, TrackedModel, tracked_models
from interactions.log.models import Interaction
from interactions.log.services import INTERACTION


def register() -> None:
    """Let what is written down be taken back."""
    tracked_models.add(
        TrackedModel(
            code=INTERACTION,
            model=Interaction,
            label=_("interaction"),
            field_labels={
                "kind": _("kind"),
                "direction": _("direction"),
                "at": _("when"),
                "duration": _("how long"),
                "rating": _("rating"),
                "text": _("text"),
                "outcome_id": _("outcome"),
                "customer_id": _("client"),
                "pinned_at": _("pinned"),
                "archived_at": _("taken off"),
            },
            changed_labels={
                "kind": pgettext_lazy("accusative", "kind"),
                "direction": pgettext_lazy("accusative", "direction"),
                "at": pgettext_lazy("accusative", "time"),
                "duration": pgettext_lazy("accusative", "length"),
                "rating": pgettext_lazy("accusative", "rating"),
                "text": pgettext_lazy("accusative", "text"),
                "outcome_id": pgettext_lazy("accusative", "outcome"),
                "customer_id": pgettext_lazy("accusative", "client"),
                "pinned_at": pgettext_lazy("accusative", "pin"),
            },
            part_of="customer_id",
            whole="customers.customer",
            seen_by=_seen_by,
            weight=61,
        )
    )


def _seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Those of clients the reader may open; the page is the client's card."""
    reader = User.objects.select_related("role").get(pk=user_id)
    rows = Interaction.objects.visible_to(reader).filter(pk__in=ids).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(f"{row}: {row.customer.title}", row.customer.get_absolute_url()) for row in rows}
