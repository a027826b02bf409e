"""Small live parts of the page's frame: the bell, the tray of running jobs."""

from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class FrameSlot:
    """A fragment loaded by htmx into the sidebar's foot after the page is shown; `url_name` answers with HTML."""

    code: str
    label: str | Promise
    url_name: str
    permission: str = ""
    weight: int = 100


frame_slots: Registry[FrameSlot] = Registry("frame_slots", "live parts of the page's frame")
