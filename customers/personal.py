"""What our models hold about people."""

from core.registries.personal import PersonalModel, personal_models

EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context_id")


def register() -> None:
    """Declare every field of every model of this package."""
    personal_models.add(
        PersonalModel(
            code="customers.customer",
            personal=("last_name", "first_name", "middle_name", "name", "sort_name", "sex", "birth_date", "city"),
            plain=("id", "kind", "responsible", "created_at", "updated_at", "archived_at", "made_in"),
            subject="id",
            on_merge="drop",
        ),
        PersonalModel(
            code="customers.contactpoint",
            personal=("raw", "value", "label"),
            plain=("id", "customer", "kind", "problem", "is_primary", "position", "created_at", "made_in"),
            subject="customer",
            on_merge="move",
        ),
        # Before-images: a copy of the row, and what the trigger adds.
        PersonalModel(
            code="customers.customerevent",
            personal=("last_name", "first_name", "middle_name", "name", "sort_name", "sex", "birth_date", "city"),
            plain=("id", "kind", "responsible", "created_at", "updated_at", "archived_at", "made_in", *EVENT),
            subject="id",
            on_merge="keep",
        ),
        PersonalModel(
            code="customers.contactpointevent",
            personal=("raw", "value", "label"),
            plain=("id", "customer", "kind", "problem", "is_primary", "position", "created_at", "made_in", *EVENT),
            subject="customer",
            on_merge="keep",
        ),
    )
