"""The group «Office» of the sidebar; each page of the office adds its own entry here."""


def register() -> None:
    """Add the pages of the office."""
