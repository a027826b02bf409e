"""Fills the registries with what the outbox brings."""

from messaging.outbox import client_merging, erasing, health, jobs, menu, personal, trail


def register() -> None:
    """Called once, when the application starts."""
    for part in (client_merging, erasing, health, jobs, menu, personal, trail):
        part.register()
