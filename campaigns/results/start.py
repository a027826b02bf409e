"""Fills the registries with what results bring."""

from campaigns.results import counting


def register() -> None:
    """Called once, when the application starts."""
    counting.register()
