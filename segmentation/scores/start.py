"""Fills the registries with what scores bring."""

from segmentation.scores import demo, fields, house, jobs, list_cells, panel, personal, today, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (demo, fields, house, jobs, list_cells, panel, personal, today, tracking):
        part.register()
