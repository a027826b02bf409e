"""Fills the registries with what cleaning brings."""

from quality.cleaning import addresses, emails, finding_list, jobs, names, operation, personal, phones, places, quiet


def register() -> None:
    """Called once, when the application starts."""
    for part in (phones, emails, names, addresses, quiet, operation, jobs, personal, places, finding_list):
        part.register()
