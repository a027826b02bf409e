"""Fills the registries with what scores bring."""

from segmentation.scores import fields, jobs, personal


def register() -> None:
    """Called once, when the application starts."""
    for part in (fields, jobs, personal):
        part.register()
