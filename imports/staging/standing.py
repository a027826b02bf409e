"""Rows beside the cards they are about: those that change nothing are told at once, the others part by part."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db.models.functions import Lower

from accounts.models import User
from consents.ledger.import_targets import says_consent
from customers.cells.nicks import OTHERS
from customers.custom.bringing import standing_values
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId
from imports.cleaning.rows import CleanRow
from imports.models import Verdict
from imports.staging.deciding import PARTS, PLAIN, WRITTEN, Card, Outcome, update
from imports.staging.matching import Found, among, key_values, of_program, seen_by
from imports.staging.rules import Rules

ALWAYS = ("id", "kind", *PARTS, "name", "sort_name")
IN_ANOTHER_FORM = frozenset({"birth_date", "responsible"})
"""Of these a row has the text, the card a day or a number."""
BY_ANSWERS = frozenset({"phone", "email", "external_id"})
"""Where these are keys, what a card has of them stands in the answers."""
NONE: frozenset[str] = frozenset()


def targets_in(rows: Iterable[CleanRow]) -> set[str]:
    """Targets that any of the rows fills."""
    return set().union(*[row.values for row in rows])


def look_at_cards(
    rows: Sequence[CleanRow], outcomes: list[Outcome], rules: Rules, reader: User, found: Mapping[str, Found]
) -> None:
    """Turn updates into what they change, all cards of the batch asked for at once.

    A match over the whole base must not show a colleague's card: such a row is doubtful, and says no more.
    """
    about = {at: one.customer for at, one in enumerate(outcomes) if one.verdict == Verdict.UPDATED and one.customer}
    if not about:
        return
    cards = Cards([(rows[at], customer) for at, customer in about.items()], rules, reader, found)
    lost = set(about.values()) - set(cards.standing)
    theirs = set(Customer.objects.filter(pk__in=lost).order_by("pk").values_list("pk", flat=True)) if lost else lost
    for at, customer in about.items():
        row = rows[at]
        if customer in lost:
            outcomes[at] = Outcome(Verdict.DOUBTFUL, "colleague" if customer in theirs else "client_gone")
        elif cards.has_all(row, customer):
            outcomes[at] = Outcome(Verdict.UNCHANGED, customer=customer)
        else:
            outcomes[at] = update(row, customer, cards.card(row, customer), rules)


class Cards:
    """What stands on the cards of these rows that the reader may see; only what any row says is asked for."""

    def __init__(
        self, about: Sequence[tuple[CleanRow, int]], rules: Rules, reader: User, found: Mapping[str, Found]
    ) -> None:
        told = targets_in(row for row, _customer in about)
        ids = list({customer for _row, customer in about})
        targets = [target for target in PLAIN if target in told]
        self._rules, self._found = rules, found
        self._columns = (*ALWAYS, *(WRITTEN[target] for target in targets))
        mine = seen_by(reader).filter(among("customers_customer.id", ids, "bigint")).order_by("pk")
        self.standing: dict[int, tuple[Any, ...]] = {row[0]: row for row in mine.values_list(*self._columns)}
        self._same = [*PARTS, *(target for target in targets if target not in IN_ANOTHER_FORM)]
        self._stands = itemgetter(*[self._columns.index(WRITTEN.get(target, target)) for target in self._same])
        self._odd = {target: self._columns.index(WRITTEN[target]) for target in targets if target in IN_ANOTHER_FORM}
        self._tags = _tags(ids) if rules.tag or any(row.tags for row, _customer in about) else {}
        own = rules.own.keys() & told
        self._own = standing_values(ids) if own else {}
        self._others = _others(ids) if any(row.others for row, _customer in about) else {}
        alone = not own and "other_ids" not in told and not says_consent(told)
        self._quick = alone and found.keys() >= BY_ANSWERS
        self._points = None if {"phone", "email"} <= found.keys() else _points(ids)
        self._numbers = None if "external_id" in found else _numbers(ids, rules)

    def has_all(self, row: CleanRow, customer: int) -> bool:
        """Whether all that the row says stands on the card for sure; else the parts are to be compared one by one."""
        if not self._quick or row.others:
            return False
        card, values, found = self.standing[customer], row.values, self._found
        if tuple([values.get(target, "") for target in self._same]) != self._stands(card):
            return False
        for target, at in self._odd.items():
            if target in values and str(values[target]) != str(card[at]):
                return False
        for points, answers in ((row.phones, found["phone"]), (row.emails, found["email"])):
            for point in points:
                if customer not in answers.get(point[1], ()):
                    return False
        number = values.get("external_id")
        if number and customer not in found["external_id"].get(str(number), ()):
            return False
        tags = (*row.tags, self._rules.tag) if self._rules.tag else row.tags
        return not tags or all(tag.lower() in self._tags.get(customer, NONE) for tag in tags)

    def card(self, row: CleanRow, customer: int) -> Card:
        """The card, with points and numbers at least as far as the row asks for them."""
        points = self._answers(row, customer, ("phone", "email")) if self._points is None else self._points
        numbers = self._answers(row, customer, ("external_id",)) if self._numbers is None else self._numbers
        columns = dict(zip(self._columns, self.standing[customer], strict=True))
        return Card(
            columns,
            points.get(customer, NONE),
            self._tags.get(customer, NONE),
            numbers.get(customer, NONE),
            self._own.get(customer, {}),
            self._others.get(customer, NONE),
        )

    def _answers(self, row: CleanRow, customer: int, keys: Sequence[str]) -> Mapping[int, Collection[str]]:
        found = self._found
        values = ((key, value) for key in keys for value in key_values(row, key))
        return {customer: {value for key, value in values if customer in found[key].get(value, ())}}


def _points(ids: list[int]) -> Mapping[int, Collection[str]]:
    mine = among("customers_contactpoint.customer_id", ids, "bigint")
    rows = ContactPoint.objects.filter(mine, archived_at__isnull=True).order_by("pk")
    return _by_card(rows.values_list("customer_id", "value"))


def _others(ids: list[int]) -> Mapping[int, Collection[str]]:
    """Names in messengers and sites, each with its kind: a number may be a phone and a name in a messenger."""
    mine = among("customers_contactpoint.customer_id", ids, "bigint")
    rows = ContactPoint.objects.filter(mine, kind__in=OTHERS, archived_at__isnull=True).order_by("pk")
    return _by_card((pk, f"{kind} {value}") for pk, kind, value in rows.values_list("customer_id", "kind", "value"))


def _numbers(ids: list[int], rules: Rules) -> Mapping[int, Collection[str]]:
    mine = among("customers_externalid.customer_id", ids, "bigint")
    rows = ExternalId.objects.filter(mine).order_by("pk").values_list("customer_id", "source", "value")
    told = [(customer, source, value) for customer, source, value in rows]
    own = [(customer, value) for customer, source, value in told if source == rules.source]
    named = [(customer, of_program((source, value))) for customer, source, value in told]
    unnamed = [(customer, of_program(("", value))) for customer, value in own]
    return _by_card([*own, *named, *unnamed])


def _tags(ids: list[int]) -> dict[int, set[str]]:
    rows = CustomerTag.objects.filter(among("customers_customertag.customer_id", ids, "bigint")).order_by("pk")
    return _by_card(rows.annotate(name=Lower("tag__name")).values_list("customer_id", "name"))


def _by_card(pairs: Iterable[Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for customer, value in pairs:
        found.setdefault(customer, set()).add(value)
    return found
