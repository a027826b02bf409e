"""What the history holds about people: its words are of a client."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models
from customers.personal import STAFF_WORK

PLAIN = (
    "id", "customer", "kind", "direction", "at", "duration", "rating", "outcome", "point", "author", "pinned_at",
    "archived_at", "created_at", "updated_at", "made_in",
)  # fmt: skip
EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context_id")


def register() -> None:
    """Declare every field, and what becomes of the tables when the trial ends."""
    personal_models.add(
        PersonalModel(
            code="interactions.interaction", personal=("text",), plain=PLAIN, subject="customer", on_merge="move",
            on_erase=OnErase.BLANK, blanks={"point": None}, basis=STAFF_WORK,
        ),
        PersonalModel(
            code="interactions.interactionevent", personal=("text",), plain=(*PLAIN, *EVENT), subject="customer",
            on_merge="keep",
        ),
        PersonalModel(
            code="interactions.lasttouch", plain=("customer", "at", "kind", "author", "silent_since"),
            subject="customer", on_merge="drop",
        ),
        PersonalModel(
            code="interactions.outcome",
            plain=("id", "code", "name", "kinds", "needs_next", "effect", "weight", "is_archived"),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="interactions.log",
            goes=("interactions.interaction", "interactions.interactionevent", "interactions.lasttouch"),
            stays=("interactions.outcome",),
            told={"interactions.interaction": _("Interactions")},
            weight=4,
        )
    )
