"""Fills the registries with what scores bring."""

from segmentation.scores import personal


def register() -> None:
    """Called once, when the application starts."""
    for part in (personal,):
        part.register()
