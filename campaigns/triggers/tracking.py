"""The history of triggers: they are changed in operations on their campaigns."""

from campaigns.models import Trigger
from campaigns.sending.operations import seen_by
from core.registries.operations import TrackedModel, tracked_models

TRIGGER = "campaigns.trigger"
TOLD = (
    "event", "segment", "field", "is_yearly", "days", "clock", "product", "category", "again", "again_days",
    "late_days", "on_since",
)  # fmt: skip


def register() -> None:
    """Name its fields; a trigger has the number of its campaign, and is seen by the same people."""
    labels = {name: Trigger._meta.get_field(name).verbose_name for name in TOLD}  # type: ignore[union-attr]
    tracked_models.add(
        TrackedModel(
            code=TRIGGER,
            model=Trigger,
            label=Trigger._meta.verbose_name or TRIGGER,
            field_labels=labels,
            seen_by=seen_by,
            weight=110,
        )
    )
