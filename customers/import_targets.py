"""Clients as a kind of table: what columns may fill, derived from the field catalogue."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from core.registries.fields import catalogue
from core.registries.import_targets import ImportEntity, Target, import_entities, more_targets, of_field
from customers.cells.nicks import OTHERS

MANY = frozenset({"phone", "email", *OTHERS, "tags"})
JOINERS = {"address": ", ", "note": "\n"}
GROUPS = (
    (_("Name"), ("full_name", "last_name", "first_name", "middle_name", "kind", "sex", "birth_date")),
    (_("Contacts"), ("phone", "email", *OTHERS, "city", "address")),
    (
        _("Company"),
        (
            "company",
            "position",
            "inn",
            "kpp",
            "legal_name",
            "legal_form",
            "industry",
            "ogrn",
            "legal_address",
            "director",
            "accountant",
            "working_hours",
            "bik",
            "account",
            "bank",
            "corr_account",
        ),
    ),
    (
        _("Habits"),
        (
            "salutation",
            "channel",
            "best_time",
            "time_zone",
            "language",
            "family",
            "interests",
            "preferences",
        ),
    ),
    (_("Work"), ("external_id", "responsible", "source", "tags", "note")),
)
OTHER = _("More fields")


def register() -> None:
    """Offer clients to import."""
    import_entities.add(ImportEntity(code="customers", label=_("Clients"), targets=targets, weight=10))


def targets() -> Mapping[str, Target]:
    """Every field that has a cleaner, grouped as on the card; then what upper packages read."""
    groups = {code: label for label, codes in GROUPS for code in codes}
    order = list(groups)
    found = {
        field.code: of_field(
            field,
            group=groups.get(field.code, OTHER),
            many=field.code in MANY,
            joiner=JOINERS.get(field.code, ""),
        )
        for field in catalogue().values()
        if field.cleaner is not None
    }
    known = [code for code in order if code in found]
    mine = {code: found[code] for code in (*known, *(code for code in found if code not in groups))}
    theirs = (more.targets() for more in more_targets if more.entity == "customers")
    return mine | {code: target for part in theirs for code, target in part.items()}
