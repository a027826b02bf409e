"""Channels, purposes and kinds of data in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consents.choices import Status

CHANNELS: dict[str, str | Promise] = {
    "call": pgettext_lazy("channel", "calls"),
    "sms": _("SMS"),
    "email": _("e-mail"),
    "max": "MAX",
    "vk": _("VK"),
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "robocall": pgettext_lazy("channel", "calls by a robot"),
    "push": pgettext_lazy("channel", "push notifications"),
    "post": pgettext_lazy("channel", "post"),
}
ICONS = {
    Status.GRANTED: ("circle-check", "yes"),
    Status.PENDING: ("clock", "none"),
    Status.WITHDRAWN: ("circle-x", "no"),
    Status.EXPIRED: ("circle-x", "no"),
    Status.NONE: ("circle-dashed", "none"),
}
"""Icon of the sprite and the end of the class `consent__…`."""
TONES = {Status.GRANTED: "ok", Status.PENDING: "warn", Status.WITHDRAWN: "bad", Status.EXPIRED: "bad", Status.NONE: ""}


def channel(code: str) -> str:
    """What people call a channel; its code where nobody has named it."""
    return str(CHANNELS.get(code, code))
