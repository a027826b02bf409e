"""Who did it, for people to read."""

from django.utils.translation import gettext as _

SYSTEM_NAME = "system"
"""Stored as the name of the product's own user."""


def said(name: str) -> str:
    """A stored name; what the product did by itself bears the product's name, in the reader's language."""
    return _("Kartoteka") if name == SYSTEM_NAME else name
