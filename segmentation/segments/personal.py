"""What our tables hold about people, and what becomes of them when the trial ends."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models
from customers.personal import EVENT

SEGMENT_PLAIN = (
    "id", "name", "description", "kind", "rule", "owner", "is_shared", "archived_at", "created_at", "updated_at",
    "made_in",
)  # fmt: skip
PICK = ("segment",)
PICK_PLAIN = ("id", "customer", "created_at", "made_in")


def register() -> None:
    """Declare every field; that a client is in a segment tells of him, what the segment asks does not."""
    personal_models.add(
        PersonalModel(code="segmentation.segment", plain=SEGMENT_PLAIN),
        PersonalModel(code="segmentation.segmentevent", plain=(*SEGMENT_PLAIN, *EVENT)),
        PersonalModel(
            code="segmentation.segmentversion", plain=("id", "segment", "number", "rule", "made_at", "made_by")
        ),
        PersonalModel(
            code="segmentation.segmentstate",
            plain=("segment", "size", "refreshed_at", "seconds", "failed_at", "error", "rule"),
        ),
        PersonalModel(
            code="segmentation.segmentmember",
            personal=("segment", "entered_at", "left_at"),
            plain=("id", "customer"),
            subject="customer",
            on_merge="drop",
        ),
        PersonalModel(code="segmentation.segmentday", plain=("id", "segment", "day", "size", "entered", "left")),
        PersonalModel(
            code="segmentation.segmentpick", personal=PICK, plain=PICK_PLAIN, subject="customer", on_merge="move"
        ),
        PersonalModel(
            code="segmentation.segmentpickevent",
            personal=PICK,
            plain=(*PICK_PLAIN, *EVENT),
            subject="customer",
            on_merge="keep",
        ),
        PersonalModel(code="segmentation.segmentflood", plain=("id", "tx", "made_at")),
        PersonalModel(code="segmentation.segmentreading", plain=("id", "tx", "read_at")),
    )
    demo_tables.add(
        DemoTables(
            code="segmentation.segments",
            goes=(
                "segmentation.segmentmember",
                "segmentation.segmentday",
                "segmentation.segmentpick",
                "segmentation.segmentpickevent",
                "segmentation.segmentevent",
                "segmentation.segmentstate",
                "segmentation.segmentflood",
                "segmentation.segmentreading",
            ),
            stays=("segmentation.segment", "segmentation.segmentversion"),
        )
    )
