"""Rows of the journal. No foreign keys: live data may go, what was done to it stays."""

from journal.models.entry import Entry, Era, Seal
from journal.models.job import JobRun, JobState, Schedule
from journal.models.operation import ItemAct, ItemState, Operation, OperationItem, OperationState
from journal.models.touched import Touched

__all__ = [
    "Entry",
    "Era",
    "ItemAct",
    "ItemState",
    "JobRun",
    "JobState",
    "Operation",
    "OperationItem",
    "OperationState",
    "Schedule",
    "Seal",
    "Touched",
]
