"""Fills the registries with what the history brings."""

from interactions.log import composer, mentions, owners, personal, timeline, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (mentions, tracking, personal, owners, composer, timeline):
        part.register()
