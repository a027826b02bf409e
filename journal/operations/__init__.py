"""Acts that can be previewed, watched, explained and taken back (architecture, section 4 «Operation»)."""

from journal.operations.lifecycle import confirm, draft, preview
from journal.operations.running import run_now, stop, work
from journal.operations.single import current, single
from journal.operations.undoing import UNDO, may_undo, roots_of, start_undo, tip_of, undo_until, undone_by

__all__ = [
    "UNDO",
    "confirm",
    "current",
    "draft",
    "may_undo",
    "preview",
    "roots_of",
    "run_now",
    "single",
    "start_undo",
    "stop",
    "tip_of",
    "undo_until",
    "undone_by",
    "work",
]
