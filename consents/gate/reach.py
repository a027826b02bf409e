"""How many of some clients a message would reach, and why it would not reach the others: a line for each code."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from consents.gate.audience import Audience, count
from consents.gate.codes import CODES, Code, Verdict
from consents.gate.rules import assumed
from consents.gate.values import Sending
from consents.models import Channel
from core import sql
from customers.models import Customer


@dataclass(frozen=True)
class Line:
    """One answer of the gate, and to how many."""

    code: str
    count: int
    percent: int

    @property
    def answer(self) -> Code:
        """Its verdict, words and law."""
        return CODES[self.code]


@dataclass(frozen=True)
class Reach:
    """All lines, in the order of the rules; who may be written to stands first."""

    lines: list[Line]
    total: int

    @property
    def allowed(self) -> int:
        """Who may be written to at this moment."""
        return self._of(Verdict.ALLOW)

    @property
    def deferred(self) -> int:
        """Who may be written to later."""
        return self._of(Verdict.DEFER)

    def _of(self, verdict: Verdict) -> int:
        return sum(line.count for line in self.lines if line.answer.verdict == verdict)


def reach(customers: QuerySet[Customer], sending: Sending, *, at: dt.datetime | None = None) -> Reach:
    """Of each client the primary contact that the channel needs is asked about.

    What only the maker of a message sees to is taken as done.
    """
    found = count(assumed(sending), primary_points(customers, sending.channel), at=at)
    total = sum(found.values())
    lines = [Line(code, number, round(100 * number / total)) for code, number in found.items()]
    return Reach(lines, total)


def primary_points(customers: QuerySet[Customer], channel: str) -> Audience:
    """These clients with the contact a channel needs; without one where a client has none."""
    kind = Channel.objects.filter(code=channel).values_list("contact_kind", flat=True).first() or ""
    query, params = customers.order_by().values("pk").query.sql_with_params()
    operations: Any = connection.ops  # PostgreSQL's own: puts a query of Django's into one with named parameters
    ids = operations.compose_sql(query, params).replace("%", "%%")
    return Audience(sql.statement("consents", "primary_points", {"customers": ids}), {"point_kind": kind})
