"""Fills the registries with the reports of scores."""

from segmentation.reports import abc, fields, moves, rfm, types


def register() -> None:
    """Called once, when the application starts."""
    for part in (fields, rfm, abc, types, moves):
        part.register()
