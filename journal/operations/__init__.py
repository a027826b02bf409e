"""Acts that can be previewed, watched, explained and taken back (architecture, section 4 «Operation»)."""

from journal.operations.lifecycle import confirm, draft, preview
from journal.operations.running import run_now
from journal.operations.single import current, single
from journal.operations.undoing import may_undo, start_undo, tip_of, undo_until, undone_by

__all__ = [
    "confirm",
    "current",
    "draft",
    "may_undo",
    "preview",
    "run_now",
    "single",
    "start_undo",
    "tip_of",
    "undo_until",
    "undone_by",
]
