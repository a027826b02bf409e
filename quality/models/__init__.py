"""Rows of quality."""

from quality.models.cleaning import (
    OPEN,
    CleaningPolicy,
    CleaningRun,
    Finding,
    FindingState,
    QualityCount,
    Rhythm,
    RunState,
)
from quality.models.matching import DuplicateSearch, MatchCard, MatchPosition, SearchKind, TermCount
from quality.models.merging import Merge, MergedCard, MergedRow, RowState
from quality.models.pairs import Decision, NotDuplicate, Pair, PairState

__all__ = [
    "OPEN",
    "CleaningPolicy",
    "CleaningRun",
    "Decision",
    "DuplicateSearch",
    "Finding",
    "FindingState",
    "MatchCard",
    "MatchPosition",
    "Merge",
    "MergedCard",
    "MergedRow",
    "NotDuplicate",
    "Pair",
    "PairState",
    "QualityCount",
    "Rhythm",
    "RowState",
    "RunState",
    "SearchKind",
    "TermCount",
]
