"""What the pages keep about people, and what becomes of it when the trial ends."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models
from messaging.public import demo


def register() -> None:
    """Declare every field. Answers stand in the ledger of consents; what asked for them goes with the contact."""
    personal_models.add(
        PersonalModel(
            code="messaging.shortlink",
            plain=("code", "point", "channel", "created_at"),
            subject="point__customer",
            on_merge="move",
            on_erase=OnErase.DELETE,
        ),
        PersonalModel(
            code="messaging.confirmation",
            personal=(
                "channel", "wishes", "language", "evidence", "asked_at", "expires_at", "reminded_at", "confirmed_at",
                "refused_at",
            ),
            plain=("id", "point", "asked_by_id", "form", "code_hash", "code_until", "tries", "message_id"),
            subject="point__customer",
            on_merge="move",
            label=_("Questions about consents"),
        ),
        PersonalModel(
            code="messaging.askedrequest",
            personal=("kind", "asked_at", "done_at"),
            plain=("id", "point", "request", "bundle"),
            subject="point__customer",
            on_merge="move",
            label=_("Requests from the page of settings"),
        ),
        PersonalModel(
            code="messaging.consentform",
            plain=(
                "id", "token", "name", "asks", "languages", "texts", "sites", "is_open", "created_at", "updated_at",
            ),
            strike=("name", "texts"),
        ),
        PersonalModel(code="messaging.formbox", plain=("id", "form", "purpose", "channel", "position")),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="public_pages",
            goes=("messaging.shortlink", "messaging.confirmation", "messaging.askedrequest"),
            sorted_out=("messaging.consentform", "messaging.formbox"),
            sort_out=demo.remove,
        )
    )
