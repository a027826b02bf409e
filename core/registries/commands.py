"""Acts of the command palette beside the pages of the menu."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class PaletteCommand:
    """Something a person can do from anywhere: a page to open, or a control of the page to click."""

    code: str
    label: str | Promise
    icon: str
    weight: int = 100
    url_name: str = ""
    click: str = ""
    """CSS selector of a control in the base layout to click instead of opening a page."""
    permission: str = ""
    keys: str = ""
    """The shortcut shown beside it."""


palette_commands: Registry[PaletteCommand] = Registry("palette_commands", "acts of the command palette")
