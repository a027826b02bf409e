"""Fills the registries with what the history brings."""

from interactions.log import (
    client_merging,
    composer,
    demo,
    fields,
    glance,
    import_targets,
    mentions,
    outcome_list,
    owners,
    personal,
    timeline,
    today,
    tracking,
)


def register() -> None:
    """Called once, when the application starts."""
    for part in (
        mentions, tracking, personal, owners, composer, timeline, fields, glance, today, demo, outcome_list,
        import_targets, client_merging,
    ):  # fmt: skip
        part.register()
