"""Fills the registries with what writing from the card brings."""

from messaging.compose import demo, owners, tabs, timeline


def register() -> None:
    """Called once, when the application starts."""
    for part in (demo, owners, tabs, timeline):
        part.register()
