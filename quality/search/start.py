"""Fills the registries with what the search brings."""

from quality.search import hint, jobs


def register() -> None:
    """Called once, when the application starts."""
    hint.register()
    jobs.register()
