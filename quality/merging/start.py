"""Fills the registries with what merging brings."""

from quality.merging import operation, pairs, person, personal, timeline


def register() -> None:
    """Called once, when the application starts."""
    for part in (operation, pairs, person, personal, timeline):
        part.register()
