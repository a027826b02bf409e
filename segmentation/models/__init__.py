"""Rows of segments and scores."""

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

__all__ = [
    "Segment",
    "SegmentDay",
    "SegmentFlood",
    "SegmentKind",
    "SegmentMember",
    "SegmentPick",
    "SegmentReading",
    "SegmentState",
    "SegmentVersion",
]
