"""For whom a rule of the standard is: the filter of the list of clients, on a page of its own.

Each rule, and each saved view of the list to begin with, is a tab; what is changed stands in the address.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import Field
from core.rules.parse import parse
from core.rules.tree import EVERYBODY, Group, Join
from customers.client_list import ClientList, visible_customers
from customers.models import StandardRule
from customers.models.customer import CustomerQuerySet
from customers.standard import completeness
from listing.models import SavedView
from listing.pages import BuiltInView, Counter, list_pages
from listing.state import State

CODE = "standard"
RULE, VIEW = "rule-", "view-"


def register() -> None:
    """Let the filter work on our page."""
    list_pages.add(RuleBuilder())


class RuleBuilder(ClientList):
    """Clients a rule asks; read for its filter, never shown as rows."""

    code = CODE
    label = _("Standard of filling")
    weight = 900
    url_name = "customers:standard_rule"
    part = "#rule-whom"
    permission = Permission.ADMINISTER
    views: ClassVar[tuple[BuiltInView, ...]] = (BuiltInView("all", pgettext_lazy("clients", "All")),)
    counters: ClassVar[tuple[Counter, ...]] = ()
    has_archive = False

    def rows(self, user: User, *, archive: bool = False) -> CustomerQuerySet:
        return visible_customers(user)

    def fields(self) -> Mapping[str, Field]:
        return completeness.known()

    def offered_views(self, user: User) -> Sequence[BuiltInView]:
        known = self.fields()
        rules = [
            BuiltInView(f"{RULE}{one.pk}", one.name, rule=_open(parse(one.rule, known).tree))
            for one in StandardRule.objects.order_by("pk")
        ]
        views = [
            BuiltInView(f"{VIEW}{one.pk}", one.name, rule=parse(one.tree, known).tree)
            for one in SavedView.objects.visible_to(user).of_page("customers")
        ]
        return (*self.views, *rules, *views)


def rule_of(state: State) -> StandardRule | None:
    """The rule that is being changed; None: a new one."""
    code = state.tab.code
    return StandardRule.objects.filter(pk=int(code.removeprefix(RULE))).first() if code.startswith(RULE) else None


def join_of(rule: StandardRule | None) -> Join:
    """How the conditions of a rule hold together."""
    return next((join for join in Join if rule and join.value in rule.rule), Join.ALL)


def joined(tree: Group, join: str) -> dict[str, object]:
    """The tree as a rule keeps it: its conditions by the word that was chosen."""
    if not tree.parts:
        return {}
    if join not in (Join.ANY.value, Join.NONE.value):
        return tree.to_json()
    return Group(Join(join), tree.parts if tree.join == Join.ALL else (tree,)).to_json()


def _open(tree: Group) -> Group:
    """Its conditions one by one, to be changed; the word between them is a box of the form."""
    return Group(parts=tree.parts) if tree.parts else EVERYBODY
