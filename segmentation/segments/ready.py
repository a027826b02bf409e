"""The ready segments themselves, shelf by shelf: what each asks, what it is called, what it is good for."""

from dataclasses import dataclass
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.rules.tree import Condition, Group, Join, Node
from segmentation.segments import rules


@dataclass(frozen=True)
class Ready:
    """A rule with its name and what it is good for."""

    code: str
    name: str | Promise
    about: str | Promise
    tree: Group

    @property
    def rule(self) -> dict[str, Any]:
        """As a segment keeps it; words to look for are in the reader's language."""
        return self.said.to_json()

    @property
    def said(self) -> Group:
        """The tree with its words to look for in the reader's language."""
        return cast("Group", _said(self.tree))


def _said(node: Node) -> Node:
    if isinstance(node, Condition):
        return Condition(node.field, node.operator, tuple(map(str, node.values)))
    return Group(node.join, tuple(_said(part) for part in node.parts))


def ask(code: str, operator: str, *values: str | Promise) -> Condition:
    """One question; a word to look for is translated when it is asked."""
    return Condition(code, operator, cast("tuple[str, ...]", values))


def every(*parts: Condition | Group) -> Group:
    """All of these."""
    return Group(Join.ALL, parts)


def leaving_out(tree: Group, *parts: Condition) -> Group:
    """Those of the rule for whom none of these holds."""
    return rules.joined(tree, Group(Join.NONE, parts))


DEMOGRAPHIC = (
    Ready(
        "women",
        gettext_lazy("Women"),
        gettext_lazy("Greetings for 8 March, goods for women."),
        every(ask("sex", "is", "f")),
    ),
    Ready(
        "men",
        gettext_lazy("Men"),
        gettext_lazy("Greetings for 23 February, goods for men."),
        every(ask("sex", "is", "m")),
    ),
    Ready(
        "young",
        gettext_lazy("Young: up to 25"),
        gettext_lazy("They answer in messengers and like news."),
        every(ask("age", "to", "25")),
    ),
    Ready(
        "grown",
        gettext_lazy("From 26 to 45"),
        gettext_lazy("Those who buy for the family and for the house."),
        every(ask("age", "between", "26", "45")),
    ),
    Ready(
        "older",
        gettext_lazy("60 and older"),
        gettext_lazy("They like a call better than a letter."),
        every(ask("age", "from", "60")),
    ),
    Ready(
        "birthdays",
        gettext_lazy("Birthday within two weeks"),
        gettext_lazy("To greet in time, with a present or a discount."),
        every(ask("birth_date", "anniversary", "14")),
    ),
    Ready(
        "companies",
        gettext_lazy("Companies"),
        gettext_lazy("Wholesale, documents, cashless payment."),
        every(ask("kind", "is", "company")),
    ),
)
GEOGRAPHIC = (
    Ready(
        "no-city",
        gettext_lazy("City not known"),
        gettext_lazy("To ask at the next talk: without it nothing is offered nearby."),
        every(ask("city", "empty")),
    ),
    Ready(
        "with-address",
        gettext_lazy("Address known"),
        gettext_lazy("Delivery and visits can be offered."),
        every(ask("address", "filled")),
    ),
)
BEHAVIOURAL = (
    Ready(
        "new-buyers",
        gettext_lazy("First purchase within 30 days"),
        gettext_lazy("Thank them and offer the second purchase."),
        every(ask("first_purchase", "last_days", "30")),
    ),
    Ready(
        "recent",
        gettext_lazy("Bought within 30 days"),
        gettext_lazy("Ask for a review, offer what goes with it."),
        every(ask("last_purchase", "last_days", "30")),
    ),
    Ready(
        "sleeping",
        gettext_lazy("Silent from 2 to 6 months"),
        gettext_lazy("Remind of yourself before they forget you."),
        every(ask("last_purchase", "older_days", "60"), ask("last_purchase", "last_days", "180")),
    ),
    Ready(
        "lost",
        gettext_lazy("Nothing for half a year"),
        gettext_lazy("Ask what has gone wrong, make an offer to return."),
        every(ask("last_purchase", "older_days", "180")),
    ),
    Ready(
        "once",
        gettext_lazy("Bought once only"),
        gettext_lazy("The second purchase makes a client of a buyer."),
        every(ask("purchases_number", "equals", "1")),
    ),
    Ready(
        "often",
        gettext_lazy("Three purchases in 90 days"),
        gettext_lazy("Those who come often: thank them, ask for advice."),
        every(ask("purchases_number_90", "from", "3")),
    ),
    Ready(
        "generous",
        gettext_lazy("Bought for 100 000 and more"),
        gettext_lazy("Personal attention, early access to news."),
        every(ask("purchases_total", "from", "100000")),
    ),
    Ready(
        "discounts",
        gettext_lazy("Buy with discounts"),
        gettext_lazy("Write to them when there is a sale, not otherwise."),
        every(ask("purchases_discount", "from", "1000")),
    ),
    Ready(
        "broken",
        gettext_lazy("Many purchases, then silence"),
        gettext_lazy("Good clients who are leaving: call them yourself."),
        every(ask("purchases_number", "from", "4"), ask("last_purchase", "older_days", "90")),
    ),
)
PSYCHOGRAPHIC = (
    Ready(
        "interests",
        gettext_lazy("Interests known"),
        gettext_lazy("There is something to talk about besides the price."),
        every(ask("interests", "filled")),
    ),
    Ready(
        "family",
        gettext_lazy("Family people"),
        gettext_lazy("Offers for children, for the house, for holidays."),
        every(ask("family", "filled")),
    ),
    Ready(
        "preferences",
        gettext_lazy("Preferences known"),
        gettext_lazy("Offer only what they like."),
        every(ask("preferences", "filled")),
    ),
    Ready(
        "travel",
        gettext_lazy("Like to travel"),
        gettext_lazy("Presents and offers about journeys."),
        every(ask("interests", "contains", pgettext_lazy("part of a word, to look for", "travel"))),
    ),
    Ready(
        "sport",
        gettext_lazy("Like sport"),
        gettext_lazy("Presents and offers about sport."),
        every(ask("interests", "contains", pgettext_lazy("part of a word, to look for", "sport"))),
    ),
)
RELATIONSHIP = (
    Ready(
        "new",
        gettext_lazy("New: in the base for 30 days"),
        gettext_lazy("To get to know them while they remember you."),
        every(ask("created_at", "last_days", "30")),
    ),
    Ready(
        "forgotten",
        gettext_lazy("No touch for 90 days"),
        gettext_lazy("Nobody has called or written: call them through."),
        every(ask("last_touch", "older_days", "90")),
    ),
    Ready(
        "never",
        gettext_lazy("Nobody has ever been in touch"),
        gettext_lazy("Cards that were brought in and forgotten."),
        every(ask("last_touch", "empty")),
    ),
    Ready(
        "talked",
        gettext_lazy("Talked, but never bought"),
        gettext_lazy("Find out what stopped them."),
        every(ask("last_touch", "filled"), ask("purchases_number", "to", "0")),
    ),
    Ready(
        "nobodys",
        gettext_lazy("Without a responsible person"),
        gettext_lazy("To be shared out among managers."),
        every(ask("responsible", "empty")),
    ),
    Ready(
        "unreachable",
        gettext_lazy("No way to reach"),
        gettext_lazy("Neither a phone nor an e-mail: to be found out."),
        every(ask("phone", "empty"), ask("email", "empty")),
    ),
    Ready(
        "reachable-lost",
        gettext_lazy("Lost, but with a phone"),
        gettext_lazy("A list to call those who have not bought for half a year."),
        leaving_out(every(ask("last_purchase", "older_days", "180")), ask("phone", "empty")),
    ),
)
SCORES = (
    Ready(
        "champions",
        gettext_lazy("Champions"),
        gettext_lazy("Buy often, lately and for much: reward them."),
        every(ask("rfm_segment", "is", "champions")),
    ),
    Ready(
        "at-risk",
        gettext_lazy("At risk and not to be lost"),
        gettext_lazy("Were good, have gone silent: call today."),
        every(ask("rfm_segment", "is", "at_risk", "cannot_lose_them")),
    ),
    Ready(
        "class-a",
        gettext_lazy("Class A"),
        gettext_lazy("The few who bring most of the money."),
        every(ask("abc", "is", "A")),
    ),
    Ready(
        "vip",
        gettext_lazy("VIP"),
        gettext_lazy("Personal service, no mass letters."),
        every(ask("lifecycle", "is", "vip")),
    ),
    Ready(
        "cold",
        gettext_lazy("Cold base"),
        gettext_lazy("To be warmed up by something useful."),
        every(ask("lifecycle", "is", "cold")),
    ),
)
