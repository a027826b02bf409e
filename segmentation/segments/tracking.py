"""Our tables with history: what their fields are called, who may see their rows."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.operations import PointedFrom, Reference, Seen, TrackedModel, pointed_from, tracked_models
from customers.models import Customer
from customers.tracking import CUSTOMER
from segmentation.models import Segment, SegmentPick

SEGMENT, PICK = "segmentation.segment", "segmentation.segmentpick"


def register() -> None:
    """Let operations on our tables be taken back."""
    tracked_models.add(
        TrackedModel(
            code=SEGMENT,
            model=Segment,
            label=_("segment"),
            field_labels={
                "name": _("name"),
                "description": _("description"),
                "rule": _("rule"),
                "is_shared": _("seen by everybody"),
                "archived_at": _("removal"),
            },
            seen_by=segments_seen_by,
            referenced_by=(
                Reference(table="segmentation_segmentpick", column="segment_id", label=_("clients of the list")),
            ),
            archive_column="archived_at",
            weight=5,
        ),
        TrackedModel(
            code=PICK,
            model=SegmentPick,
            label=_("client of a fixed segment"),
            field_labels={"customer_id": _("client"), "segment_id": _("segment")},
            part_of="customer_id",
            whole=CUSTOMER,
            seen_by=picks_seen_by,
            weight=60,
        ),
    )
    pointed_from.add(
        PointedFrom(
            code="segmentation.pick",
            to=CUSTOMER,
            reference=Reference(table="segmentation_segmentpick", column="customer_id", label=_("fixed segments")),
        )
    )


def segments_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """One's own and those of everybody."""
    known = [pk for pk in ids if pk.isdecimal()]
    rows = Segment.objects.visible_to(_reader(user_id)).filter(pk__in=known).order_by("pk")
    return {str(row.pk): Seen(row.name, row.get_absolute_url()) for row in rows}


def picks_seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Clients the reader may see, in segments he may see."""
    reader = _reader(user_id)
    rows = SegmentPick.objects.filter(
        pk__in=ids, customer__in=Customer.objects.visible_to(reader), segment__in=Segment.objects.visible_to(reader)
    )
    rows = rows.select_related("customer").order_by("pk")
    return {str(row.pk): Seen(row.customer.title, row.customer.get_absolute_url()) for row in rows}


def _reader(user_id: int) -> User:
    return User.objects.select_related("role").get(pk=user_id)
