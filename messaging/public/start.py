"""Fills the registries with what the public pages bring."""

from messaging.public import personal, reminding


def register() -> None:
    """Called once, when the application starts."""
    personal.register()
    reminding.register()
