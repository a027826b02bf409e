"""Rows of segments and scores."""

from segmentation.models.score import (
    CustomerScore,
    LifecyclePin,
    ScoreChange,
    ScorePosition,
    ScoreRun,
    ScoreSettings,
)
from segmentation.models.segment import (
    Segment,
    SegmentDay,
    SegmentFlood,
    SegmentKind,
    SegmentMember,
    SegmentPick,
    SegmentReading,
    SegmentState,
    SegmentVersion,
)
from segmentation.models.snapshot import ScoreSnapshot, SnapshotScore

__all__ = [
    "CustomerScore",
    "LifecyclePin",
    "ScoreChange",
    "ScorePosition",
    "ScoreRun",
    "ScoreSettings",
    "ScoreSnapshot",
    "Segment",
    "SegmentDay",
    "SegmentFlood",
    "SegmentKind",
    "SegmentMember",
    "SegmentPick",
    "SegmentReading",
    "SegmentState",
    "SegmentVersion",
    "SnapshotScore",
]
