"""Models of the package."""

from segmentation.models.score import (
    CustomerScore,
    LifecyclePin,
    ScoreChange,
    ScorePosition,
    ScoreRun,
    ScoreSettings,
)
from segmentation.models.snapshot import ScoreSnapshot, SnapshotScore

__all__ = [
    "CustomerScore", "LifecyclePin", "ScoreChange", "ScorePosition", "ScoreRun", "ScoreSettings", "ScoreSnapshot",
    "SnapshotScore",
]  # fmt: skip
