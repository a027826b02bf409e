"""Fills the registries with what delivery brings."""

from messaging.delivery import jobs, personal, replies


def register() -> None:
    """Called once, when the application starts."""
    for part in (jobs, personal, replies):
        part.register()
