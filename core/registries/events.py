"""Listeners of events that a person should see soon.

Nothing whose loss would make data wrong may hang on one: for that the writing statement also writes
`touched`, which jobs read from their own position (architecture, section 2).
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.registry import Registry


@dataclass(frozen=True)
class Event:
    """Base of all events: frozen, ids only, a set of ids or an operation for bulk work."""


@dataclass(frozen=True, kw_only=True)
class Listener:
    """`hear(event)` is called after commit, for each event of `event` class."""

    code: str
    event: type[Event]
    hear: Callable[[Event], None]
    weight: int = 100


listeners: Registry[Listener] = Registry("listeners", "who hears of events")
