"""What each agreement and disagreement weighs, in binary logarithms of odds, and how much is enough.

Fellegi and Sunter's sum: each field adds the logarithm of how much likelier its outcome is for two cards of one client
than for two of different ones. What agrees on something rare weighs more: `TERM` stands for the logarithm of cards in
the base to cards with that word. Missing fields weigh nothing. Figures: `docs/decisions/0016-duplicates.md`.
"""

from dataclasses import dataclass
from math import log2
from typing import NamedTuple

SAME, OTHER = "same", "other"
FEWEST = 256
"""A smaller base is weighed as one of so many: in a base of ten nothing is rare."""


class Weight(NamedTuple):
    """`most` is what an agreement on a word weighs at most, `less` what is taken off its rarity; or a plain number."""

    plain: float = 0.0
    less: float = 0.0
    most: float = 0.0


def term(most: float, less: float) -> Weight:
    """As rare as the word is."""
    return Weight(0.0, less, most)


WEIGHTS: dict[str, dict[str, Weight]] = {
    "last": {
        SAME: term(16, 0.2), "sound": term(16, 1.5), "swapped": term(14, 2.0), "typo": Weight(7.0),
        "like": Weight(3.0), OTHER: Weight(-5.5),
    },
    "first": {
        SAME: term(10, 0.3), "nick": term(10, 0.6), "swapped": term(10, 1.5), "initial": Weight(3.0),
        "typo": Weight(2.5), OTHER: Weight(-5.0),
    },
    "middle": {SAME: Weight(4.6), "initial": Weight(2.8), "typo": Weight(3.0), OTHER: Weight(-4.5)},
    "born": {
        SAME: Weight(13.5), "turned": Weight(7.0), "year": Weight(2.0), "digit": Weight(4.0), OTHER: Weight(-5.0),
    },
    "phone": {SAME: Weight(17.0), "digit": Weight(13.0), OTHER: Weight(-1.6)},
    "email": {SAME: Weight(17.0), "office": Weight(7.0), "local": Weight(10.0), "typo": Weight(5.0),
              OTHER: Weight(-1.5)},
    "city": {SAME: term(12, 0.4), "typo": Weight(2.5), OTHER: Weight(-3.3)},
    "address": {SAME: term(11, 1.0), "like": term(9, 2.0), "some": Weight(2.0), OTHER: Weight(-1.5)},
    "place": {SAME: Weight(6.0), "some": Weight(3.0), OTHER: Weight(-1.5)},
    "company": {
        SAME: term(16, 0.2), "sound": term(16, 1.0), "typo": Weight(7.0), "like": Weight(3.0), OTHER: Weight(-7.0),
    },
    "inn": {SAME: Weight(22.0), "branch": Weight(-12.0), OTHER: Weight(-14.0)},
    "household": {"first": Weight(-12.0), "middle": Weight(-6.0), "born": Weight(-4.0)},
}  # fmt: skip
"""By field and outcome. `household` speaks of relatives: one surname, phone and town, and another person."""
SHARED = 2.0
"""Taken off an equal phone or e-mail for each further first name that it belongs to."""
FAMILIES = (0.03, 0.10)
"""Share of relatives among cards with one surname and one phone or address: below the first there are none in the base,
and first names that clash are slips; from the second on `household` counts in full."""
LIKELY_FAMILIES, WORTH = 0.10, 10
"""The share before anything is known, and how many pairs that belief is worth."""
SURE, ASKED = 6.0, 0.3
"""Above log2 of the number of cards: the more of them there are, the more agree by chance."""


@dataclass(frozen=True)
class Thresholds:
    """From which score a pair is surely one client, and from which it is worth a look."""

    sure: float
    ask: float

    @classmethod
    def of(cls, cards: int) -> "Thresholds":
        """For a base of so many cards."""
        size = log2(max(cards, FEWEST))
        return cls(sure=size + SURE, ask=size + ASKED)


def families(relatives: int, pairs: int) -> float:
    """How much `household` counts in a base, 0 to 1, by how many such pairs are of relatives."""
    share = (relatives + LIKELY_FAMILIES * WORTH) / (pairs + WORTH)
    none, full = FAMILIES
    return round(min(max((share - none) / (full - none), 0.0), 1.0), 3)


def sql_of(field: str, outcome: str, rarity: str = "0", shared: str = "0") -> str:
    """A CASE of SQL that weighs the outcome in a column; `rarity` and `shared` are expressions."""
    whens = []
    for said, weight in WEIGHTS[field].items():
        if weight.most:
            value = f"least({rarity}, {weight.most}) - {weight.less}"
        elif field == "household":
            value = f"{weight.plain} * %(families)s"
        elif said == SAME and shared != "0":
            value = f"greatest({weight.plain} - {SHARED} * {shared}, 0)"
        else:
            value = str(weight.plain)
        whens.append(f"WHEN '{said}' THEN {value}")
    return f"CASE {outcome} {' '.join(whens)} ELSE 0 END"
