"""An audience as SQL: whom its segments, lists and rules name, less whom others name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.scope import NOTHING, reach
from campaigns.models import AudienceSource, Campaign
from consents.gate import Audience
from consents.models import Channel
from core import sql
from core.errors import DomainError
from customers.models import Customer
from segmentation.segments import rules


@dataclass(frozen=True)
class Rows:
    """Queries over one audience, and the values they need."""

    plus: str
    minus: str
    named: str
    """Of the former without the latter, each once."""
    seen: str
    away_seen: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def audience(self) -> Audience:
        """Client and contact, for the gate."""
        parts = {"named": self.named, "seen": self.seen}
        return Audience(sql.statement("campaigns", "audience_rows", parts), self.params)

    def outcomes(self, verdicts: str) -> str:
        """The query of what becomes of each; `verdicts`: the gate's answers."""
        parts = {"verdicts": verdicts, "plus": self.plus, "minus": self.minus, "away_seen": self.away_seen}
        return sql.statement("campaigns", "find_outcomes", parts)


def rows(campaign: Campaign) -> Rows:
    """Of the segments as they were last counted. Raises DomainError: nobody is named, a segment is gone."""
    sources = list(campaign.sources.select_related("segment").order_by("pk"))
    refuse_gone(sources)
    seen = _seen(campaign)
    plus = _members((one for one in sources if not one.is_minus), "plus")
    minus = _members((one for one in sources if one.is_minus), "minus")
    return Rows(
        plus=plus,
        minus=minus,
        # One source names nobody twice; without a set operation a large one is read by several processes at once.
        named=plus if len(sources) == 1 else f"{plus} EXCEPT {minus}",
        seen=f"chosen.customer_id IN ({seen})" if seen else "TRUE",
        away_seen=f"away.customer_id IN ({seen})" if seen else "TRUE",
        params={
            "plus": segments_of(sources, is_minus=False),
            "minus": segments_of(sources, is_minus=True),
            "point_kind": Channel.objects.filter(code=campaign.channel).values_list("contact_kind", flat=True).first(),
            "campaign": campaign.pk,
            "control": int(campaign.control_percent * 10),
        },
    )


def refuse_gone(sources: Iterable[AudienceSource]) -> None:
    """Raises DomainError on an audience that names nobody, or something that is no more: others would be written to."""
    sources = list(sources)
    if not any(not one.is_minus for one in sources):
        raise DomainError(_("Choose whom to write to: at least one segment or list."), code="audience")
    for one in sources:
        if one.is_gone:
            said = _("The segment “%(name)s” is deleted: take it out of the audience.") % {"name": one.name}
            raise DomainError(said, code="segment")


def segments_of(sources: Iterable[AudienceSource], *, is_minus: bool) -> list[int]:
    """Their ids."""
    return [one.segment_id for one in sources if one.is_minus == is_minus and one.segment_id is not None]


def _members(sources: Iterable[AudienceSource], name: str) -> str:
    found = [rules.found(rules.read(one.rule)) for one in sources if one.segment_id is None]
    parts = {"segments": name, "rules": "".join(f" UNION ({ids_query(one)})" for one in found)}
    return f"({sql.statement('campaigns', 'audience_members', parts)})"


def _seen(campaign: Campaign) -> str:
    """Whom the author may write to; nothing where that is everybody. Who has left writes to nobody."""
    author = campaign.author
    found = reach(author) if author is not None else NOTHING
    if found.everything:
        return ""
    if author is None or found == NOTHING:
        return "SELECT 0 WHERE FALSE"
    return ids_query(Customer.objects.visible_to(author))


def ids_query(customers: QuerySet[Customer]) -> str:
    """Their ids, as a part of a statement with named values."""
    query, params = customers.order_by().values("pk").query.sql_with_params()
    operations: Any = connection.ops  # PostgreSQL's own: puts a query of Django's into one with named parameters
    return str(operations.compose_sql(query, params)).replace("%", "%%")


def limits(campaign: Campaign, column: str) -> str:
    """The condition that a column names a client whom the author may write to."""
    seen = _seen(campaign)
    return f"{column} IN ({seen})" if seen else "TRUE"
