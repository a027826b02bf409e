"""Fills the registries with what the score brings."""

from quality.score import counting, demo, facets, report


def register() -> None:
    """Called once, when the application starts."""
    for part in (facets, counting, demo, report):
        part.register()
