"""What our models hold about people, and what becomes of them when the trial ends."""

from consents.gate import erasing
from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, erasure_parts, personal_models


def register() -> None:
    """Declare every field; suppressions hold a keyed hash only, and outlive whom they protect (rule E-3)."""
    personal_models.add(
        PersonalModel(
            code="consents.suppression",
            personal=("source", "lifted_why"),
            plain=(
                "id", "value_hmac", "kind", "channel", "scope", "purpose", "reason", "created_at", "created_by",
                "expires_at", "lifted_at", "lifted_by",
            ),
            strike=("source", "lifted_why"),
            reason="Words of staff on why nobody writes to a value that cannot be read back.",
        ),
        PersonalModel(
            code="consents.quiethours",
            plain=("id", "family", "message_class", "opens", "closes", "opens_off", "closes_off"),
        ),
        PersonalModel(
            code="consents.frequencypolicy",
            plain=("id", "family", "message_class", "per_day", "per_week", "per_month", "min_gap_hours"),
        ),
        PersonalModel(
            code="consents.contactload",
            personal=("recent",),
            plain=("id", "customer", "message_class", "family"),
            subject="customer",
            on_merge="move",
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="gate",
            goes=("consents.contactload", "consents.suppression"),
            stays=("consents.quiethours", "consents.frequencypolicy"),
        )
    )
    erasure_parts.add(erasing.PART)
