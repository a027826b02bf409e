"""What merges hold about people, and what becomes of them when the trial ends."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    """Declare every field: numbers of cards and rows, no values; they stay where they are in a later merge."""
    personal_models.add(
        PersonalModel(
            code="quality.merge",
            plain=("id", "operation", "survivor", "by", "at", "batch", "moved", "stayed", "chosen"),
            subject="survivor", on_merge="keep",
        ),
        PersonalModel(
            code="quality.mergedcard", plain=("id", "merge", "customer"), subject="customer", on_merge="keep",
        ),
        PersonalModel(
            code="quality.mergedrow", plain=("id", "merge", "card", "model", "column", "row", "state"),
            subject="card", on_merge="keep",
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(code="quality.merging", goes=("quality.mergedrow", "quality.mergedcard", "quality.merge"), weight=9)
    )
