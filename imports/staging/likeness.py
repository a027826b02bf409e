"""Rows that no sure key tells of: whom they are like, by the matcher that the form and the search over the base use.

Only rows that name no phone, e-mail or INN: of the others these tell, and the search after the import the rest. What is
found makes a row doubtful and never an update: whose card it is, a person says.
"""

import datetime as dt
from collections.abc import Sequence

from customers.choices import CustomerKind
from imports.cleaning.rows import CleanRow
from imports.staging.matching import SIMILAR, Candidate
from imports.staging.rules import Rules
from quality.matching.cards import Compared, Said, compared
from quality.search.similar import similar_to_each

MOST = 5
"""Cards that are offered for a row."""


def add_alike(
    rows: Sequence[CleanRow], those: list[Sequence[Candidate]], decisions: Sequence[str], rules: Rules
) -> None:
    """Put cards like them beside rows of a batch that keys have found nobody for: one statement for all."""
    if SIMILAR not in rules.match:
        return
    unknown = [
        _compared(at, row)
        for at, (row, found, decision) in enumerate(zip(rows, those, decisions, strict=True))
        if not found and not decision and not row.rejected and not _says_surely(row)
    ]
    for at, cards in similar_to_each(unknown).items():
        those[at] = [Candidate(card, SIMILAR) for card in cards[:MOST]]


def _says_surely(row: CleanRow) -> bool:
    return bool(row.phones or row.emails or row.values.get("inn"))


def _compared(at: int, row: CleanRow) -> Compared:
    def said(target: str) -> str:
        return str(row.values.get(target) or "")

    born = said("birth_date")
    return compared(
        Said(
            at, said("kind") or CustomerKind.PERSON.value, said("last_name"), said("first_name"), said("middle_name"),
            said("full_name"), dt.date.fromisoformat(born) if born else None, said("city"), said("address"),
        )
    )  # fmt: skip
