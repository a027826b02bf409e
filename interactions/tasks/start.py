"""Fills the registries with what tasks bring."""

from interactions.tasks import (
    composer,
    demo,
    fields,
    for_clients,
    handover,
    jobs,
    load_views,
    menu,
    notices,
    own_days,
    panels,
    personal,
    task_list,
    timeline,
    today,
    tracking,
)


def register() -> None:
    """Called once, when the application starts."""
    for part in (
        notices, own_days, tracking, personal, handover, fields, task_list, menu, panels, jobs, today, timeline,
        load_views, demo, composer, for_clients,
    ):  # fmt: skip
        part.register()
