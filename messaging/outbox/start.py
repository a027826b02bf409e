"""Fills the registries with what the outbox brings."""

from messaging.outbox import personal


def register() -> None:
    """Called once, when the application starts."""
    personal.register()
