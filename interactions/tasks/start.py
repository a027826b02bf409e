"""Fills the registries with what tasks bring."""

from interactions.tasks import fields, handover, menu, notices, panels, personal, task_list, today, tracking


def register() -> None:
    """Called once, when the application starts."""
    for part in (notices, tracking, personal, handover, fields, task_list, menu, panels, today):
        part.register()
