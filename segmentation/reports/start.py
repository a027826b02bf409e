"""Fills the registries with the reports of scores."""

from segmentation.reports import abc, moves, rfm, types


def register() -> None:
    """Called once, when the application starts."""
    for part in (rfm, abc, types, moves):
        part.register()
