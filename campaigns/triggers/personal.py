"""What tables of triggers hold: nothing about a person; whom one wrote to stands in recipients."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models
from customers.personal import EVENT

TRIGGER_PLAIN = (
    "campaign", "event", "segment", "field", "is_yearly", "days", "clock", "product", "category", "again", "again_days",
    "late_days", "on_since", "looked_at", "made_in",
)  # fmt: skip


def register() -> None:
    """Declare every field."""
    personal_models.add(
        PersonalModel(
            code="campaigns.trigger",
            plain=TRIGGER_PLAIN,
        ),
        PersonalModel(code="campaigns.triggerevent", plain=(*TRIGGER_PLAIN, *EVENT)),
        PersonalModel(code="campaigns.triggerpass", plain=("id", "trigger", "at", "found", "included")),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="campaign_triggers",
            goes=("campaigns.triggerpass", "campaigns.triggerevent", "campaigns.trigger"),
            weight=4,
        )
    )
