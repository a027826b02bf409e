"""What our models hold about people."""

from core.registries.personal import PersonalModel, personal_models

EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context_id")
CARD = (
    "last_name", "first_name", "middle_name", "name", "sort_name", "sex", "birth_date", "city",
    "address", "company", "position", "inn", "kpp", "note", "salutation", "channel", "best_time", "time_zone",
    "language", "family", "interests", "preferences", "legal_name", "legal_address", "ogrn", "bik", "account", "bank",
    "corr_account", "director", "accountant",
)  # fmt: skip
CARD_PLAIN = (
    "id", "kind", "source", "responsible", "legal_form", "industry", "working_hours", "created_at", "updated_at",
    "archived_at", "made_in",
)  # fmt: skip
POINT = ("raw", "value", "label", "extension", "state_why")
POINT_PLAIN = (
    "id", "customer", "kind", "problem", "is_primary", "position", "state", "state_at", "state_by",
    "created_at", "archived_at", "made_in",
)  # fmt: skip
TAG_PLAIN = ("id", "customer", "created_at", "made_in")
DATE = ("kind", "label", "day", "month", "year")
DATE_PLAIN = ("id", "customer", "created_at", "made_in")
TIE = ("other", "kind", "role")
NUMBER_PLAIN = ("id", "customer", "source", "created_at", "made_in")


def register() -> None:
    """Declare every field of every model of this package; an event is a copy of the row, and what the trigger adds."""
    for code, personal, plain, on_merge in (
        ("customer", CARD, CARD_PLAIN, "drop"),
        ("contactpoint", POINT, POINT_PLAIN, "move"),
        ("customertag", ("tag",), TAG_PLAIN, "move"),
        ("externalid", ("value",), NUMBER_PLAIN, "move"),
        ("customerdate", DATE, DATE_PLAIN, "move"),
        ("relation", TIE, DATE_PLAIN, "move"),
    ):
        subject = "id" if code == "customer" else "customer"
        personal_models.add(
            PersonalModel(code=f"customers.{code}", personal=personal, plain=plain, subject=subject, on_merge=on_merge),
            PersonalModel(
                code=f"customers.{code}event",
                personal=personal,
                plain=(*plain, *EVENT),
                subject=subject,
                on_merge="keep",
            ),
        )
    personal_models.add(PersonalModel(code="customers.tag", plain=("id", "name", "hue", "created_at")))
