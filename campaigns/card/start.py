"""Fills the registries with what the card shows of campaigns."""

from campaigns.card import panel


def register() -> None:
    """Called once, when the application starts."""
    panel.register()
