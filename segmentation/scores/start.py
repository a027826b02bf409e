"""Fills the registries with what scores bring."""

from segmentation.scores import demo, fields, jobs, panel, personal, today, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (demo, fields, jobs, panel, personal, today, tracking):
        part.register()
