"""What runs and findings hold about people, and what goes when the trial ends."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models


def register() -> None:
    """Findings quote the card: they go with the person."""
    personal_models.add(
        PersonalModel(
            code="quality.cleaningrun",
            plain=(
                "id", "state", "checks", "fixes", "options", "counts", "position", "cards", "operation", "by_night",
                "by", "started_at", "finished_at",
            ),
        ),
        PersonalModel(
            code="quality.finding",
            personal=("before", "after"),
            plain=("id", "run", "check_code", "kind", "customer", "point", "state", "reason"),
            subject="customer", on_merge="drop", on_erase="delete",
        ),
        PersonalModel(
            code="quality.cleaningpolicy",
            plain=("id", "rhythm", "weekday", "checks", "fixes", "options", "changed_at", "changed_by"),
        ),
        PersonalModel(
            code="quality.qualitycount",
            plain=("id", "day", "cut", "key", "responsible", "field", "asked", "right"),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="quality.cleaning",
            goes=("quality.finding", "quality.cleaningrun", "quality.qualitycount"),
            stays=("quality.cleaningpolicy",),
            weight=8,
        )
    )
