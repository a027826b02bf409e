"""What a clean card has right: each thing once, as SQL over `{c}`, for the counts and for the list behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import cleaning_checks
from core.registries.fields import Field, FieldType, fields

CODE, DOUBTS = "wrong", "doubts"
POINT = (
    "EXISTS (SELECT 1 FROM customers_contactpoint p WHERE p.customer_id = {c}.id AND p.kind = '%s'"
    " AND p.archived_at IS NULL AND p.value <> '' AND p.state NOT IN ('wrong', 'invalid', 'silent', 'bounced'))"
)
NO_DOUBT = (
    "NOT EXISTS (SELECT 1 FROM quality_finding f WHERE f.customer_id = {c}.id AND f.check_code = '%s'"
    " AND f.state IN ('sure', 'asked', 'refused'))"
)


@dataclass(frozen=True)
class Facet:
    """One thing, how much it weighs in the score, of whom it is asked, and when it is right."""

    code: str
    label: str | Promise
    weight: int
    asked: str
    right: str


def filled(column: str) -> str:
    """The column says something."""
    return f"{{c}}.{column} <> ''"


FACETS = (
    Facet("name", _("Name"), 3, "TRUE", "({c}.kind = 'company' OR ({c}.last_name <> '' AND {c}.first_name <> '')) AND "
          + NO_DOUBT % "names"),
    Facet("phone", _("Phone that works"), 3, "TRUE", POINT % "phone"),
    Facet("email", _("E-mail that works"), 2, "TRUE", f"{POINT % 'email'} AND {NO_DOUBT % 'emails'}"),
    Facet("city", _("City"), 1, "TRUE", f"{filled('city')} AND {NO_DOUBT % 'addresses'}"),
    Facet("source", _("Source"), 1, "TRUE", filled("source")),
    Facet("responsible", _("Responsible"), 1, "TRUE", "{c}.responsible_id IS NOT NULL"),
    Facet("sex", _("Sex"), 1, "{c}.kind = 'person'", filled("sex")),
    Facet("birth_date", _("Date of birth"), 1, "{c}.kind = 'person'", "{c}.birth_date IS NOT NULL"),
    Facet("inn", _("INN"), 2, "{c}.kind = 'company'", filled("inn")),
)  # fmt: skip
WEIGHTS: Mapping[str, int] = {one.code: one.weight for one in FACETS}


def register() -> None:
    """Columns of the list of clients by which each number opens its cards."""
    branches = " UNION ALL ".join(
        f"SELECT '{one.code}'::text AS field WHERE {one.asked} AND NOT ({one.right})" for one in FACETS
    )
    fields.add(
        Field(
            code=CODE,
            label=_("Wrong or missing"),
            type=FieldType.MULTI,
            sql="w.field",
            # A branch of another field is dropped by the planner: only what is asked for is looked at.
            within=f"SELECT 1 FROM ({branches}) AS w WHERE {{test}}",  # noqa: S608  # of our own expressions
            choices=lambda: {one.code: one.label for one in FACETS},
            personal=False,
            weight=230,
        ),
        Field(
            code=DOUBTS,
            label=_("Found by cleaning"),
            type=FieldType.MULTI,
            sql="f.kind",
            within="SELECT 1 FROM quality_finding f WHERE f.customer_id = {c}.id"
            " AND f.state IN ('sure', 'asked', 'refused') AND {test}",
            choices=kinds,
            personal=False,
            weight=231,
        ),
    )


def kinds() -> dict[str, str | Promise]:
    """Everything that cleaning may find, in words."""
    return {code: label for check in cleaning_checks for code, label in check.kinds.items()}
