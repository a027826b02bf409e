"""Whom a bulk act, an export or a letter is about: ticked rows, or all that a rule finds.

As JSON: `{"ids": [1, 2]}`, or `{"rule": <tree>, "archive": false}`; `{"all": true}` of older operations is an empty
rule. A choice is always read again by the rights of the person it is read for: it never widens what he sees.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import company, field_rights
from accounts.models import User
from core.errors import DomainError
from core.registries.fields import Field, catalogue
from core.rules.parse import Parsed, parse
from core.rules.sentence import sentence
from core.rules.sql import Context, where
from core.rules.tree import EVERYBODY, Group
from customers.models import Customer
from customers.models.customer import CustomerQuerySet

IDS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Choice:
    """Either `ids`, or everybody a rule finds in the list or in the archive."""

    ids: tuple[int, ...] | None = None
    rule: Mapping[str, Any] = field(default_factory=dict)
    archive: bool = False

    def to_json(self) -> dict[str, Any]:
        """As operations keep it in their params."""
        if self.ids is not None:
            return {"ids": list(self.ids)}
        return {"rule": dict(self.rule), "archive": self.archive}

    @property
    def is_rule(self) -> bool:
        """Whether all that a rule finds are meant, not certain rows."""
        return self.ids is None


def read(data: Mapping[str, Any]) -> Choice:
    """A choice from its JSON; what is neither ids nor a rule chooses nobody."""
    if "ids" in data:
        ids = data["ids"] if isinstance(data["ids"], list) else []
        return Choice(ids=tuple(pk for pk in ids if isinstance(pk, int)))
    if data.get("all") or isinstance(data.get("rule"), dict):
        return Choice(rule=data.get("rule") or {}, archive=bool(data.get("archive")))
    return Choice(ids=())


def readable(reader: User) -> dict[str, Field]:
    """The fields this person may filter by."""
    return {one.code: one for one in catalogue().values() if field_rights.may_read(reader, one)}


def selected(choice: Mapping[str, Any] | Choice, reader: User, *, today: dt.date | None = None) -> CustomerQuerySet:
    """The chosen clients among those the reader sees.

    A rule that cannot be read whole chooses nobody: left without one of its conditions it would choose more than the
    person saw. `check` says so in words.
    """
    choice = choice if isinstance(choice, Choice) else read(choice)
    seen = Customer.objects.visible_to(reader)
    if choice.ids is not None:
        return seen.filter(pk__in=choice.ids)
    parsed = _parsed(choice, reader)
    if parsed.notices:
        return seen.none()
    rows = seen.archived() if choice.archive else seen.active()
    return rows.filter(holds(parsed.tree, reader, today=today)) if parsed.tree else rows


def check(choice: Choice, reader: User) -> None:
    """Raises DomainError when the rule asks for what this person may not ask, or cannot be read."""
    parsed = _parsed(choice, reader)
    if parsed.notices:
        raise DomainError(" ".join(parsed.notices), code="rule")


def words(choice: Mapping[str, Any] | Choice) -> str:
    """«50 clients», or the rule as a sentence."""
    choice = choice if isinstance(choice, Choice) else read(choice)
    if choice.ids is not None:
        count = len(choice.ids)
        return ngettext("%(count)s client chosen", "%(count)s clients chosen", count) % {"count": count}
    said = sentence(parse(choice.rule, catalogue()).tree, catalogue())
    return _("%(rule)s, in the archive") % {"rule": said} if choice.archive else said


def holds(tree: Group, reader: User, *, today: dt.date | None = None) -> "RuleHolds":
    """The rule as a condition of a query set of clients."""
    here = company.current()
    context = Context(alias="", today=today or here.today(), fields=readable(reader), zone=here.zone)
    return RuleHolds(tree, context)


class RuleHolds(Expression):
    """`core.rules.sql` over the client row, under whatever name Django gives the table: in subqueries too."""

    def __init__(self, tree: Group, context: Context) -> None:
        super().__init__(output_field=BooleanField())
        self.tree, self.context = tree, context
        self.row: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        alias = compiler.compile(self.row)[0].rpartition(".")[0]
        text, params = where(self.tree, replace(self.context, alias=alias))
        return f"({text})", params


def _parsed(choice: Choice, reader: User) -> Parsed:
    if not choice.rule:
        return Parsed(EVERYBODY)
    return parse(choice.rule, catalogue(), may_read=lambda one: field_rights.may_read(reader, one))
