"""Fills the registries with what the pages of duplicates bring."""

from quality.queue import demo, places, sure, trail


def register() -> None:
    """Called once, when the application starts."""
    for part in (demo, places, sure, trail):
        part.register()
