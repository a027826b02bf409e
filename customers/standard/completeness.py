"""How full a card is, as one SQL expression over the client row.

The rules are few and change seldom; the cards are many. So nothing is kept per client: the expression is made of the
rules at each request, costs a page of a list next to nothing, and is never out of date, whoever writes the card.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import connection
from django.utils.translation import gettext_lazy as _
from psycopg import ClientCursor

from accounts import company
from core.registries.fields import Field, FieldSource, FieldType, field_sources, fields, fields_of
from core.rules.parse import parse
from core.rules.sql import Context, where
from core.rules.tree import Condition, Group, Join
from customers.models import StandardRule

SOURCE, FILLED, DUE = "standard", "standard.filled", "standard.due"
CHECKED = "COALESCE((SELECT k.checked_at FROM customers_cardcheck k WHERE k.customer_id = {c}.id), {c}.created_at)"


@dataclass(frozen=True)
class Asked:
    """A field that some clients must have: whose, and whether it is filled, both SQL over `{c}`."""

    field: Field
    whose: str
    filled: str


def register() -> None:
    """Offer the columns to lists and filters."""
    field_sources.add(FieldSource(code=SOURCE, fields=_fields))


def _fields() -> Mapping[str, Field]:
    rules = list(StandardRule.objects.order_by("pk"))
    if not rules:
        return {}
    made = Field(
        code=FILLED, label=_("Filled, %"), type=FieldType.NUMBER, sql=percent_sql(asked(rules)), personal=False
    )
    found = {FILLED: made}
    if any(rule.recheck_months for rule in rules):
        checked = Field(code=DUE, label=_("Checked at"), type=FieldType.MOMENT, sql=f"({CHECKED})", personal=False)
        found[DUE] = checked
    return found


def asked(rules: list[StandardRule]) -> list[Asked]:
    """Each field once, with the rules that ask for it."""
    catalogue_of = known()
    whose: dict[str, list[str]] = {}
    for rule in rules:
        for code in rule.fields:
            if code in catalogue_of:
                whose.setdefault(code, []).append(_whose(rule, catalogue_of))
    return [
        Asked(catalogue_of[code], f"({' OR '.join(dict.fromkeys(texts))})", _filled(catalogue_of[code], catalogue_of))
        for code, texts in whose.items()
    ]


def known() -> dict[str, Field]:
    """Fields a rule may ask for: all of the catalogue but our own."""
    found = {one.code: one for one in fields}
    for source in field_sources:
        if source.code != SOURCE:
            found |= fields_of(source)
    return {code: _looked_up(one) for code, one in found.items()}


def _looked_up(one: Field) -> Field:
    """Its rows looked up client by client: the planner would read all contacts first, for a page of fifty cards."""
    if one.within:
        return replace(one, within=f"{one.within} OFFSET 0")
    return replace(one, beside=f"{one.beside} OFFSET 0") if one.beside else one


def percent_sql(of: list[Asked]) -> str:
    """0 to 100; 100 where nothing is asked."""
    if not of:
        return "100"
    needed = " + ".join(f"({one.whose})::int" for one in of)
    filled = " + ".join(f"({one.whose} AND {one.filled})::int" for one in of)
    return f"COALESCE(100 * ({filled}) / NULLIF({needed}, 0), 100)"


def missing_sql(of: list[Asked]) -> str:
    """An array of the codes that are asked for and not filled."""
    if not of:
        return "ARRAY[]::text[]"
    cases = ", ".join(f"CASE WHEN {one.whose} AND NOT {one.filled} THEN '{one.field.code}' END" for one in of)
    return f"array_remove(ARRAY[{cases}]::text[], NULL)"


def wanting_sql(of: list[Asked]) -> str:
    """Whether anything asked for is not filled: the first that is not decides, nothing is counted."""
    return f"({' OR '.join(f'({one.whose} AND NOT {one.filled})' for one in of)})" if of else "FALSE"


def needed_sql(of: list[Asked]) -> str:
    """How many are asked for."""
    return " + ".join(f"({one.whose})::int" for one in of) or "0"


def due_sql(rules: list[StandardRule]) -> str:
    """Whether the time to look the card through again has come."""
    of = known()
    parts = [
        f"({_whose(rule, of)} AND {CHECKED} < now() - interval '{int(rule.recheck_months)} months')"
        for rule in rules
        if rule.recheck_months
    ]
    return f"({' OR '.join(parts)})" if parts else "FALSE"


def _whose(rule: StandardRule, of: Mapping[str, Field]) -> str:
    kind = f"{{c}}.kind = '{rule.kind}'" if rule.kind else "TRUE"
    if not rule.rule:
        return kind
    parsed = parse(rule.rule, of)
    if parsed.notices:  # a field of the rule is gone: asked of nobody rather than of everybody
        return "FALSE"
    return f"({kind} AND COALESCE({_inlined(parsed.tree, of)}, FALSE))"


def _filled(field: Field, of: Mapping[str, Field]) -> str:
    return f"COALESCE({_inlined(Group(Join.ALL, (Condition(field.code, 'filled'),)), of)}, FALSE)"


def _inlined(tree: Group, of: Mapping[str, Field]) -> str:
    """The condition with its values written in by the driver: fields of the catalogue take no parameters."""
    here = company.current()
    text, params = where(tree, Context("{c}", here.today(), of, here.zone))
    connection.ensure_connection()
    made = ClientCursor(connection.connection).mogrify(text, params) if params else text
    return made.replace("%", "%%") if params else made
