"""Text that a spreadsheet would take for a formula, and the way back: `unguard(guard(text)) == text` for any text."""

import re

DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """With an apostrophe before what would be run or counted: every export to CSV passes here."""
    return f"'{text}" if DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """Without the one apostrophe that `guard` put there: every import of a table passes here."""
    return text[1:] if GUARDED.match(text) else text


def unspoilt(text: str) -> str:
    """Text of a format that nobody guards, such that `unguard` gives it back whole."""
    return f"'{text}" if GUARDED.match(text) else text
