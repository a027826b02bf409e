"""What an administrator may set of the checks, with what holds until he does."""

from collections.abc import Mapping
from typing import Any

ASK, TAG, ARCHIVE = "ask", "tag", "archive"
DEFAULTS: Mapping[str, Any] = {
    "inactive_months": 24,
    "inactive_act": ASK,
    "empty_days": 7,
    "tasks_each": 0,
    "mx": False,
}
"""`tasks_each`: how many cards each manager is given to check at once; 0: none, they are only told."""


def filled(given: Mapping[str, Any]) -> dict[str, Any]:
    """Those given, and what holds for the rest; unknown ones are left out."""
    return {code: given.get(code, usual) for code, usual in DEFAULTS.items()}
