"""Fills the registries with what the matcher brings."""

from quality.matching import erasing, personal


def register() -> None:
    """Called once, when the application starts."""
    personal.register()
    erasing.register()
