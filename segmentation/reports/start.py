"""Fills the registries with the reports of scores."""

from segmentation.reports import abc, costs, fields, loyalty, menu, moves, rfm, types


def register() -> None:
    """Called once, when the application starts."""
    for part in (fields, rfm, abc, types, moves, costs, loyalty, menu):
        part.register()
