"""Fills the registries with what tasks bring."""

from interactions.tasks import handover, notices, personal, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (notices, tracking, personal, handover):
        part.register()
