"""Our tables with history: what their fields are called, who may see their rows; what the journal says of scores."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.operations import PointedFrom, Reference, Seen, TrackedModel, pointed_from, tracked_models
from core.registries.verbs import Verb, verbs
from customers.models import Customer
from customers.tracking import CUSTOMER
from segmentation.models import LifecyclePin
from segmentation.scores.settings import CHANGED
from segmentation.scores.snapshots import TAKEN

PIN = "segmentation.lifecyclepin"


def register() -> None:
    """Let pins be taken back; name our verbs."""
    tracked_models.add(
        TrackedModel(
            code=PIN,
            model=LifecyclePin,
            label=_("pinned base type"),
            field_labels={"lifecycle": _("pinned base type"), "until": _("good until"), "why": _("why")},
            together=(("lifecycle", "until", "why", "by"),),
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=pins_seen_by,
            weight=40,
        )
    )
    pointed_from.add(
        PointedFrom(
            code=PIN,
            to=CUSTOMER,
            reference=Reference(table="segmentation_lifecyclepin", column="customer_id", label=_("pinned base types")),
        )
    )
    verbs.add(
        Verb(code=CHANGED, sentence=_("Settings of scores changed"), icon="settings"),
        Verb(
            code=TAKEN, sentence=_("Snapshot of scores taken as of %(day)s"), label=_("Snapshot of scores taken"),
            tell=_day, icon="history",
        ),
    )  # fmt: skip


def pins_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Pins on cards the reader may open, by type and client."""
    reader = User.objects.select_related("role").get(pk=user_id)
    cards = Customer.objects.visible_to(reader)
    rows = LifecyclePin.objects.filter(pk__in=ids, customer__in=cards).select_related("customer").order_by("pk")
    return {str(row.pk): Seen(row.get_lifecycle_display(), row.customer.get_absolute_url()) for row in rows}


def _day(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"day": details.get("as_of", "—")}
