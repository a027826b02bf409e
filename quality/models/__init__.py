"""Rows of quality."""

from quality.models.matching import DuplicateSearch, MatchCard, MatchPosition, SearchKind, TermCount
from quality.models.merging import Merge, MergedCard, MergedRow, RowState
from quality.models.pairs import Decision, NotDuplicate, Pair, PairState

__all__ = [
    "Decision",
    "DuplicateSearch",
    "MatchCard",
    "MatchPosition",
    "Merge",
    "MergedCard",
    "MergedRow",
    "NotDuplicate",
    "Pair",
    "PairState",
    "RowState",
    "SearchKind",
    "TermCount",
]
