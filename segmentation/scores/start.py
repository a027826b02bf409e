"""Fills the registries with what scores bring."""

from segmentation.scores import fields, jobs, panel, personal, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (fields, jobs, panel, personal, tracking):
        part.register()
