"""What the outbox holds about people, and what becomes of it when the trial ends."""

from django.utils.translation import gettext_lazy as _

from consents.ledger.demo import PROCESSOR
from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models
from messaging.models import Gateway

PROOF = _("When, by what channel and by which consent something was sent proves that it was lawful: 38-FZ 18, part 1.")


def register() -> None:
    """Declare every field: texts and addresses are emptied on erasure, that something was sent stays."""
    personal_models.add(
        PersonalModel(
            code="messaging.gateway",
            plain=(
                "id", "code", "name", "channel", "adapter", "settings", "secrets", "sender", "sender_name",
                "processor", "is_active", "is_default", "paused_at", "pause_reason", "per_second",
                "per_domain_minute", "price", "currency", "balance", "balance_at", "created_at",
            ),
            strike=("pause_reason",),
        ),
        PersonalModel(code="messaging.gatewaypace", plain=("id", "gateway", "domain", "next_at")),
        PersonalModel(
            code="messaging.message",
            personal=(
                "address", "subject", "body_text", "body_html", "headers", "attachments", "values", "error_text",
                "channel", "message_class", "purpose", "source", "status", "created_at", "handed_at", "delivered_at",
                "read_at", "failed_at",
            ),
            plain=(
                "id", "customer", "point_id", "gateway", "campaign_id", "step", "occurrence", "priority", "not_before",
                "not_after", "paced_at", "lease_until", "lease_by", "attempts", "provider_id", "segments", "price",
                "currency", "error_kind", "error_code", "template_version", "verdict_code",
                "verdict_events", "decided_at", "approved_by",
                "created_by", "made_in",
            ),
            subject="customer",
            on_merge="move",
            on_erase=OnErase.BLANK,
            blanks={"headers": {}, "attachments": [], "values": {}},
            stays=(
                "channel", "message_class", "purpose", "source", "status", "created_at", "handed_at", "delivered_at",
                "read_at", "failed_at",
            ),
            basis=PROOF,
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="outbox",
            goes=("messaging.message", "messaging.gatewaypace"),
            sorted_out=("messaging.gateway",),
            told={"messaging.message": _("Messages")},
            sort_out=_leave_processor,
            weight=7,
        )
    )


def _leave_processor(using: str) -> None:
    """Gateways stay with what people have set up; the processor of the trial goes next."""
    Gateway.objects.using(using).filter(processor__name=PROCESSOR).update(processor=None)
