"""Which of several values a merged card had better have, and why: suggested to a person, taken when nobody chooses."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.cells.numbers import inn_holds
from customers.models import CardCheck, Customer
from customers.models.customer import LONGEST_NOTE
from customers.normalise.names import sort_name
from customers.normalise.papers import ogrn_holds


class Reason(StrEnum):
    """Why a value is suggested."""

    SAME = "same"
    ONLY = "only"
    FULLEST = "fullest"
    VERIFIED = "verified"
    USED = "used"
    NEWEST = "newest"
    FIRST = "first"
    MAIN = "main"
    JOINED = "joined"
    STRICTEST = "strictest"


WORDS: dict[str, str | Promise] = {
    Reason.SAME: "",
    Reason.ONLY: _("the only one"),
    Reason.FULLEST: _("the fullest"),
    Reason.VERIFIED: _("checked"),
    Reason.USED: _("stands most often"),
    Reason.NEWEST: _("the newest"),
    Reason.FIRST: _("the first"),
    Reason.MAIN: _("of the main card"),
    Reason.JOINED: _("both together"),
    Reason.STRICTEST: _("the strictest"),
}
JOINED = 0
"""Chosen instead of a card: all texts, one under the other."""


@dataclass(frozen=True)
class Suggestion:
    """The card whose value it is (`JOINED`: of all), and why."""

    card: int
    reason: Reason


@dataclass(frozen=True)
class Standing:
    """What one card has in a field."""

    card: Customer
    value: Any

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return self.value in (None, "", [], ())

    @property
    def key(self) -> str:
        """What is compared: letters of either height, and both kinds of one letter, are the same."""
        return sort_name(str(self.value)).replace(".", "")


def suggest(code: str, standing: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    """Of the values of one field, the main card's first. `checked`: when cards were last found right by somebody."""
    filled = [one for one in standing if not one.is_empty]
    main = standing[0].card.pk
    if not filled:
        return Suggestion(main, Reason.SAME)
    different = {one.key for one in filled}
    if len(different) == 1:
        best = _fullest(filled)
        return Suggestion(best.card.pk, Reason.SAME if len(filled) > 1 else Reason.ONLY)
    return _RULES.get(code, _by_default)(filled, checked)


def checks_of(cards: Sequence[Customer]) -> dict[int, dt.datetime]:
    """When each card was last looked through and found right."""
    rows = CardCheck.objects.filter(customer__in=[card.pk for card in cards]).order_by("pk")
    return dict(rows.values_list("customer_id", "checked_at"))


def _fullest(filled: Sequence[Standing]) -> Standing:
    """The longest of them, the main card's when they are alike."""
    return max(filled, key=lambda one: len(str(one.value)))


def _by_fullness(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    return Suggestion(_fullest(filled).card.pk, Reason.FULLEST)


def _by_default(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    """Found right by a person, else what stands on most cards, else what the card changed last has."""
    seen = [one for one in filled if one.card.pk in checked]
    if seen:
        return Suggestion(max(seen, key=lambda one: checked[one.card.pk]).card.pk, Reason.VERIFIED)
    often = Counter(one.key for one in filled).most_common(2)
    if often[0][1] > often[1][1]:
        return Suggestion(next(one.card.pk for one in filled if one.key == often[0][0]), Reason.USED)
    return Suggestion(max(filled, key=lambda one: one.card.updated_at).card.pk, Reason.NEWEST)


def _by_digits(holds: Callable[[str], bool]) -> "Rule":
    def rule(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
        right = [one for one in filled if holds(str(one.value))]
        if right and len({one.key for one in right}) == 1:
            return Suggestion(right[0].card.pk, Reason.VERIFIED)
        return _by_default(right or filled, checked)

    return rule


def _the_first(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    """Where the client came from was told when he came."""
    return Suggestion(min(filled, key=lambda one: one.card.created_at).card.pk, Reason.FIRST)


def _the_main(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    return Suggestion(filled[0].card.pk, Reason.MAIN)


def _together(filled: Sequence[Standing], checked: dict[int, dt.datetime]) -> Suggestion:
    """Nothing that was written is lost, as long as there is room."""
    if len(joined(filled)) <= LONGEST_NOTE:
        return Suggestion(JOINED, Reason.JOINED)
    return _by_fullness(filled, checked)


def joined(standing: Sequence[Standing]) -> str:
    """Texts one under the other, each once; what stands within another is not repeated."""
    texts: list[str] = []
    for one in standing:
        text = str(one.value or "").strip()
        if text and not any(text in other for other in texts):
            texts = [other for other in texts if other not in text] + [text]
    return "\n\n".join(texts)


Rule = Callable[[Sequence[Standing], dict[int, dt.datetime]], Suggestion]
_RULES: dict[str, Rule] = {
    **dict.fromkeys(("full_name", "address", "legal_name", "legal_address", "company", "interests"), _by_fullness),
    "inn": _by_digits(inn_holds),
    "ogrn": _by_digits(ogrn_holds),
    "source": _the_first,
    "responsible": _the_main,
    "note": _together,
}
