"""Fills the registries with what tracking brings."""

from campaigns.tracking import marking, personal
from core.registries.outgoing import Touch, last_touches


def register() -> None:
    """Called once, when the application starts."""
    personal.register()
    last_touches.add(Touch(code="tracking", apply=marking.apply))
