"""What templates hold about people, and what becomes of them when the trial ends."""

import pgtrigger

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models
from messaging.models import TemplateVersion


def register() -> None:
    """Declare every field: templates speak of clients in general, signatures of staff."""
    personal_models.add(
        PersonalModel(
            code="messaging.template",
            plain=(
                "id", "name", "channel", "message_class", "purpose", "language", "code", "created_by", "created_at",
                "archived_at",
            ),
            strike=("name",),
        ),
        PersonalModel(
            code="messaging.templateversion",
            plain=(
                "id", "template", "number", "subject", "preheader", "body", "author", "created_at", "restored_from",
            ),
        ),
        PersonalModel(
            code="messaging.snippet", plain=("id", "name", "body", "updated_by", "updated_at"), strike=("name", "body")
        ),
        PersonalModel(
            code="messaging.signature",
            personal=("text",),
            plain=("id", "user", "updated_at"),
            reason="Name, post and phone of staff, as they sign their letters.",
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="letters",
            stays=("messaging.template", "messaging.snippet", "messaging.signature"),
            sorted_out=("messaging.templateversion",),
            sort_out=_forget_authors,
        )
    )


def _forget_authors(using: str) -> None:
    """Texts written in the trial stay, its people go; a version never changes but for this."""
    with pgtrigger.ignore("messaging.TemplateVersion:template_version_stays", databases=[using]):
        TemplateVersion.objects.using(using).filter(author__is_demo=True).update(author=None)
