"""What our models hold about people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.personal import OnErase, PersonalModel, personal_models
from customers.custom import copies

PSEUDONYM = _("A number instead of a name, so that sums of purchases still add up: 402-FZ 29, 152-FZ 6(1)2.")
STAFF_WORK = _("What staff did, without a word about the person.")

EVENT = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context_id")
CARD = (
    "last_name", "first_name", "middle_name", "name", "sort_name", "sex", "birth_date", "city",
    "address", "company", "position", "inn", "kpp", "note", "salutation", "channel", "best_time", "time_zone",
    "language", "family", "interests", "preferences", "legal_name", "legal_address", "ogrn", "bik", "account", "bank",
    "corr_account", "director", "accountant",
)  # fmt: skip
CARD_PLAIN = (
    "id", "kind", "source", "responsible", "legal_form", "industry", "working_hours", "created_at", "updated_at",
    "archived_at", "merged_into", "made_in",
)  # fmt: skip
POINT = ("raw", "value", "label", "extension", "state_why")
POINT_PLAIN = (
    "id", "customer", "kind", "problem", "is_primary", "position", "state", "state_at", "state_by",
    "created_at", "archived_at", "made_in",
)  # fmt: skip
TAG_PLAIN = ("id", "customer", "created_at", "made_in")
TAG_ITSELF = ("id", "name", "hue", "data_label", "created_at", "archived_at")
TERM = ("id", "dictionary", "text", "key", "means", "created_at", "made_in")
OWN_FIELD = (
    "id", "code", "name", "type", "kind", "section", "position", "demand", "hint", "unit", "default", "limits",
    "options", "is_sensitive", "created_at",
)  # fmt: skip
RULE = ("id", "name", "kind", "rule", "fields", "recheck_months", "created_at", "made_in")
DATE = ("kind", "label", "day", "month", "year")
DATE_PLAIN = ("id", "customer", "created_at", "made_in")
FILE = ("file", "name", "is_photo")
TIE = ("other", "kind", "role")
NUMBER_PLAIN = ("id", "customer", "source", "created_at", "made_in")


def register() -> None:
    """Declare every field of every model of this package; an event is a copy of the row, and what the trigger adds."""
    erased: dict[str, dict[str, Any]] = {
        "customer": {"on_erase": OnErase.BLANK, "basis": PSEUDONYM},
        "relation": {"also": ("other",)},
        "customvalues": {"tell": copies.told},
    }
    for code, personal, plain, on_merge in (
        ("customer", CARD, CARD_PLAIN, "drop"),
        ("contactpoint", POINT, POINT_PLAIN, "move"),
        ("customertag", ("tag", "data"), TAG_PLAIN, "move"),
        ("externalid", ("value",), NUMBER_PLAIN, "move"),
        ("customvalues", ("values",), ("customer", "made_in"), "move"),
        ("customerdate", DATE, DATE_PLAIN, "move"),
        ("customerfile", FILE, DATE_PLAIN, "move"),
        ("relation", TIE, DATE_PLAIN, "move"),
    ):
        subject = "id" if code == "customer" else "customer"
        personal_models.add(
            PersonalModel(
                code=f"customers.{code}",
                personal=personal,
                plain=plain,
                subject=subject,
                on_merge=on_merge,
                **erased.get(code, {}),
            ),
            PersonalModel(
                code=f"customers.{code}event",
                personal=personal,
                plain=(*plain, *EVENT),
                subject=subject,
                on_merge="keep",
                **{name: value for name, value in erased.get(code, {}).items() if name in ("also", "tell")},
            ),
        )
    personal_models.add(
        PersonalModel(code="customers.customfield", plain=OWN_FIELD),
        PersonalModel(code="customers.customfieldevent", plain=(*OWN_FIELD, *EVENT)),
        PersonalModel(code="customers.tag", plain=TAG_ITSELF),
        PersonalModel(code="customers.tagevent", plain=(*TAG_ITSELF, *EVENT)),
        PersonalModel(code="customers.dictionaryterm", plain=TERM),
        PersonalModel(code="customers.dictionarytermevent", plain=(*TERM, *EVENT)),
        PersonalModel(code="customers.standardrule", plain=RULE),
        PersonalModel(code="customers.standardruleevent", plain=(*RULE, *EVENT)),
        PersonalModel(
            code="customers.cardcheck", plain=("customer", "checked_at", "checked_by"), subject="customer",
            on_merge="drop",
        ),
        PersonalModel(
            code="customers.walk",
            plain=("id", "owner", "name", "outcomes", "position", "total", "created_at", "finished_at"),
            strike=("name",),
        ),
        PersonalModel(
            code="customers.walkstop", personal=("outcome", "note", "at"), plain=("id", "walk", "seq", "customer"),
            subject="customer", on_merge="move", on_erase=OnErase.BLANK, stays=("outcome", "at"), basis=STAFF_WORK,
        ),
    )  # fmt: skip
