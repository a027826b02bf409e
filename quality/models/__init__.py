"""Rows of quality."""

from quality.models.matching import DuplicateSearch, MatchCard, MatchPosition, SearchKind, TermCount
from quality.models.pairs import Decision, NotDuplicate, Pair, PairState

__all__ = [
    "Decision",
    "DuplicateSearch",
    "MatchCard",
    "MatchPosition",
    "NotDuplicate",
    "Pair",
    "PairState",
    "SearchKind",
    "TermCount",
]
