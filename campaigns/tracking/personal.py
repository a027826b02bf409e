"""What is kept of openings, clicks and purchases, and what becomes of it when the trial ends."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models


def register() -> None:
    """Declare every field: what a person did with a letter tells of him, and goes with him."""
    personal_models.add(
        PersonalModel(
            code="campaigns.trackedlink", plain=("id", "campaign", "url", "created_at"), strike=("url",)
        ),
        PersonalModel(
            code="campaigns.shortclick",
            plain=("code", "message", "link"),
            subject="message__customer",
            on_merge="move",
            on_erase=OnErase.DELETE,
        ),
        PersonalModel(
            code="campaigns.reaction",
            personal=("kind", "at", "link"),
            plain=("id", "message", "is_scanner"),
            subject="message__customer",
            on_merge="move",
            on_erase=OnErase.DELETE,
            label=_("Openings and clicks"),
        ),
        PersonalModel(
            code="campaigns.response",
            personal=(
                "campaign", "opened_at", "clicked_at", "answered_at", "left_at", "bought_at", "orders", "revenue",
                "opened_hour", "clicked_hour",
            ),
            plain=("id", "message", "customer"),
            subject="customer",
            on_merge="move",
            on_erase=OnErase.DELETE,
            label=_("Responses to campaigns"),
        ),
        PersonalModel(code="campaigns.promocode", plain=("id", "campaign", "code"), strike=("code",)),
        PersonalModel(
            code="campaigns.campaignresult",
            plain=(
                "campaign", "counted_at", "is_final", "target_people", "target_buyers", "target_total",
                "target_squares", "control_people", "control_buyers", "control_total", "control_squares",
                "promo_orders", "promo_revenue",
            ),
        ),
        PersonalModel(
            code="campaigns.resultline",
            plain=(
                "id", "campaign", "part", "key", "people", "sent", "delivered", "failed", "opened", "clicked",
                "answered", "left", "bought", "orders", "revenue", "price",
            ),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="campaign_results",
            goes=(
                "campaigns.shortclick", "campaigns.reaction", "campaigns.response", "campaigns.trackedlink",
                "campaigns.promocode", "campaigns.campaignresult", "campaigns.resultline",
            ),
            weight=4,
        )
    )  # fmt: skip
