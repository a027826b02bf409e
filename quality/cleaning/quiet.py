"""Clients of whom nothing is heard, cards that say nothing, cards that nobody has looked through for long."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import CleaningCheck, Dirt, SignOfLife, cleaning_checks, signs_of_life
from customers.models import StandardRule
from customers.standard import completeness
from quality.cleaning.batch import Batch
from quality.cleaning.options import ARCHIVE, TAG

SAYS_NOTHING = """
c.name = '' AND c.inn = '' AND c.company = '' AND c.note = '' AND c.address = ''
AND NOT EXISTS (SELECT 1 FROM customers_contactpoint p WHERE p.customer_id = c.id AND p.archived_at IS NULL
                   AND (p.value <> '' OR p.kind NOT IN ('phone', 'email')))
"""
WEARS = """
EXISTS (SELECT 1 FROM customers_customertag w JOIN customers_tag t ON t.id = w.tag_id
         WHERE w.customer_id = c.id AND lower(t.name) = lower(%(tag)s))
"""
INACTIVE = _("Inactive")
"""The tag."""


def register() -> None:
    """Offer the checks, and what the packages below tell of life."""
    kinds = {"inactive": _("nothing heard of the client for long")}
    cleaning_checks.add(
        CleaningCheck(
            code="inactive",
            label=_("Inactive clients"),
            about=_("Clients without purchases, talks and tasks for long: told, tagged or put into the archive."),
            find=find_inactive,
            kinds=kinds,
            advice={"inactive": _("Write to them once more, gather them in a segment, or put them into the archive.")},
            weight=50,
        ),
        CleaningCheck(
            code="empty",
            label=_("Empty cards"),
            about=_("Cards without a name and any way to reach the client; those on which nothing hangs are archived."),
            find=find_empty,
            kinds={"card_empty": _("a card that says nothing"), "card_nameless": _("no name and no way to reach")},
            advice={"card_nameless": _("Something hangs on the card: find out whose it is, or put it away.")},
            weight=60,
        ),
        CleaningCheck(
            code="stale",
            label=_("Cards to be checked"),
            about=_("Cards due to be looked through by the standard of filling: a task for the responsible."),
            find=find_stale,
            kinds={"card_stale": _("not looked through for long")},
            advice={"card_stale": _("Look the card through and press “checked”.")},
            weight=70,
        ),
    )
    signs_of_life.add(
        SignOfLife(
            code="interactions",
            sql="SELECT 1 FROM interactions_interaction i WHERE i.customer_id = {c}.id AND i.archived_at IS NULL"
            " AND i.kind <> 'note' AND i.at > {since}",
        ),
        SignOfLife(
            code="tasks",
            sql="SELECT 1 FROM interactions_task t WHERE t.customer_id = {c}.id"
            " AND (t.state = 'open' OR t.closed_at > {since})",
        ),
    )


def alive(since: str) -> str:
    """SQL: whether anything happened with the client `c` since then."""
    parts = (f"EXISTS ({one.sql.replace('{c}', 'c').replace('{since}', since)})" for one in signs_of_life)
    return f"({' OR '.join(parts)})"


def find_inactive(batch: Batch) -> Iterator[Dirt]:
    """By the rule of the options: so many months without a sign of life."""
    since = "(now() - make_interval(months => %(months)s))"
    months, act = int(batch.options["inactive_months"]), batch.options["inactive_act"]
    condition = f"c.created_at < {since} AND NOT {alive(since)}"
    if act == TAG:
        condition += f" AND NOT ({WEARS})"
    after: dict[str, Any] = {ARCHIVE: {"archived": True}, TAG: {"tag": True}}.get(act, {})
    for pk in batch.ids_where(condition, {"months": months, "tag": str(INACTIVE)}):
        yield Dirt(kind="inactive", customer=pk, after=after, sure=bool(after))


def find_empty(batch: Batch) -> Iterator[Dirt]:
    """Those with something on them wait for a person."""
    params = {"days": int(batch.options["empty_days"])}
    cards = batch.ids_where(f"{SAYS_NOTHING} AND c.created_at < now() - make_interval(days => %(days)s)", params)
    if not cards:
        return
    hung = "EXISTS (SELECT 1 FROM customers_externalid x WHERE x.customer_id = c.id)"
    ever = alive("'-infinity'")
    busy = set(batch.ids_where(f"c.id = ANY (%(ids)s) AND ({ever} OR {hung})", {"ids": cards}))
    for pk in cards:
        if pk in busy:
            yield Dirt(kind="card_nameless", customer=pk)
        else:
            yield Dirt(kind="card_empty", customer=pk, after={"archived": True}, sure=True)


def find_stale(batch: Batch) -> Iterator[Dirt]:
    """As the standard of filling says; who gets tasks is decided when all of them are known."""
    condition = batch.memory.get("due")
    if condition is None:
        rules = list(StandardRule.objects.order_by("pk"))
        condition = batch.memory["due"] = completeness.due_sql(rules).replace("{c}", "c")
    if condition != "FALSE":
        for pk in batch.ids_where(condition, {}):
            yield Dirt(kind="card_stale", customer=pk, after={"task": True})
