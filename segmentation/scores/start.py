"""Fills the registries with what scores bring."""

from segmentation.scores import jobs, personal


def register() -> None:
    """Called once, when the application starts."""
    for part in (jobs, personal):
        part.register()
