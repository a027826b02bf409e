"""What our tables hold about people, and what becomes of them when the trial ends."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.merging import MergeRule, merge_rules
from core.registries.operations import PointedFrom, Reference, pointed_from
from core.registries.personal import PersonalModel, personal_models
from customers.personal import EVENT
from customers.tracking import CUSTOMER

IN_IT_ALREADY = (
    "SELECT 1 FROM campaigns_recipient s WHERE s.customer_id = %(survivor)s"
    " AND (s.campaign_id, s.occurrence) = (m.campaign_id, m.occurrence)"
)

CAMPAIGN_PLAIN = (
    "id", "name", "kind", "state", "channel", "message_class", "purpose", "template", "has_own_text",
    "template_version", "gateway", "plan", "send_at", "control_percent", "window_days", "cost", "stop_errors_percent",
    "stop_complaints", "stopped_why", "author", "asked_at", "approved_by", "approved_at", "previewed_at",
    "operation_id", "total", "queued_to", "queued_at", "started_at", "finished_at", "created_at", "updated_at",
    "archived_at", "made_in",
)  # fmt: skip


def register() -> None:
    """Declare every field: that a client was in a campaign tells of him."""
    personal_models.add(
        PersonalModel(
            code="campaigns.campaign",
            plain=CAMPAIGN_PLAIN,
            strike=("name",),
        ),
        PersonalModel(code="campaigns.campaignevent", plain=(*CAMPAIGN_PLAIN, *EVENT), strike=("name",)),
        PersonalModel(code="campaigns.campaignsettings", plain=("id", "needs_second")),
        PersonalModel(
            code="campaigns.audiencesource",
            plain=("id", "campaign", "segment", "name", "rule", "is_minus"),
            strike=("name", "rule"),
        ),
        PersonalModel(
            code="campaigns.recipient",
            personal=("campaign", "outcome", "later", "occurrence", "prepared_at"),
            plain=("id", "customer", "point_id"),
            subject="customer",
            on_merge="move",
        ),
    )  # fmt: skip
    merge_rules.add(MergeRule(code="campaigns.recipient", stays=f"EXISTS ({IN_IT_ALREADY})"))
    pointed_from.add(
        PointedFrom(
            code="campaigns.recipient",
            to=CUSTOMER,
            reference=Reference(table="campaigns_recipient", column="customer_id", label=_("campaigns")),
        )
    )
    demo_tables.add(
        DemoTables(
            code="campaigns",
            goes=(
                "campaigns.recipient",
                "campaigns.audiencesource",
                "campaigns.campaignevent",
                "campaigns.campaign",
            ),
            stays=("campaigns.campaignsettings",),
            told={"campaigns.campaign": _("Campaigns")},
            weight=5,
        )
    )
