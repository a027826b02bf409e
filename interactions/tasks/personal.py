"""What tasks hold about people: their words are of a client."""

from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import PersonalModel, personal_models

WORDS = ("text", "result", "checklist")
PLAIN = (
    "id", "kind", "priority", "customer", "responsible", "author", "due_on", "due_at", "zone", "ends_at", "state",
    "needs_result", "closed_at", "closed_by", "repeat", "repeat_from", "remind_at", "created_at", "updated_at",
    "made_in",
)  # fmt: skip
EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context_id")


def register() -> None:
    """Declare every field, and what becomes of the tables when the trial ends."""
    personal_models.add(
        PersonalModel(
            code="interactions.task", personal=WORDS, plain=PLAIN, subject="customer", on_merge="move",
        ),
        PersonalModel(
            code="interactions.taskevent", personal=WORDS, plain=(*PLAIN, *EVENT), subject="customer", on_merge="keep",
        ),
        PersonalModel(code="interactions.taskreminder", plain=("id", "task_id", "at")),
        PersonalModel(code="interactions.calendarday", plain=("id", "day", "is_work", "note")),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="interactions.tasks",
            goes=("interactions.task", "interactions.taskevent", "interactions.taskreminder"),
            stays=("interactions.calendarday",),
            told={"interactions.task": _("Tasks")},
            weight=5,
        )
    )
