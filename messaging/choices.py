"""Words that stand in the database, with labels for people. Never rename a value."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Carrier(models.TextChoices):
    """Channels that a gateway of ours may serve; values are codes of `consents.Channel`."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")


class Source(models.TextChoices):
    """Whence a message comes."""

    SINGLE = "single", pgettext_lazy("message", "written by hand")
    CAMPAIGN = "campaign", pgettext_lazy("message", "campaign")
    TRIGGER = "trigger", pgettext_lazy("message", "by an event")
    CONFIRMATION = "confirmation", pgettext_lazy("message", "confirmation of a consent")
    TEST = "test", pgettext_lazy("message", "trial message to staff")


class Priority(models.IntegerChoices):
    """What goes first: whoever waits for a code looks at his phone, a campaign may take its time."""

    AT_ONCE = 0, pgettext_lazy("priority", "at once")
    SINGLE = 10, pgettext_lazy("priority", "written by hand")
    TRIGGER = 20, pgettext_lazy("priority", "by an event")
    CAMPAIGN = 30, pgettext_lazy("priority", "campaign")


PRIORITIES: dict[str, Priority] = {
    Source.CONFIRMATION: Priority.AT_ONCE,
    Source.TEST: Priority.AT_ONCE,
    Source.SINGLE: Priority.SINGLE,
    Source.TRIGGER: Priority.TRIGGER,
    Source.CAMPAIGN: Priority.CAMPAIGN,
}
"""By the source."""


class Status(models.TextChoices):
    """Life of a message. Ours until `handed`; what comes after, gateways tell."""

    QUEUED = "queued", pgettext_lazy("message", "waiting")
    HELD = "held", pgettext_lazy("message", "held back")
    LEASED = "leased", pgettext_lazy("message", "taken up")
    HANDING = "handing", pgettext_lazy("message", "being handed over")
    HANDED = "handed", pgettext_lazy("message", "handed over")
    SENT = "sent", pgettext_lazy("message", "sent")
    DELIVERED = "delivered", pgettext_lazy("message", "delivered")
    READ = "read", pgettext_lazy("message", "read")
    FAILED = "failed", pgettext_lazy("message", "not delivered")
    EXPIRED = "expired", pgettext_lazy("message", "too late")
    DENIED = "denied", pgettext_lazy("message", "forbidden")
    CANCELLED = "cancelled", pgettext_lazy("message", "cancelled")
    UNKNOWN = "unknown", pgettext_lazy("message", "fate unknown")


RANK: dict[str, int] = {
    Status.QUEUED: 0,
    Status.HELD: 0,
    Status.LEASED: 10,
    Status.HANDING: 20,
    Status.UNKNOWN: 25,
    Status.HANDED: 30,
    Status.SENT: 40,
    Status.EXPIRED: 50,
    Status.FAILED: 50,
    Status.DELIVERED: 60,
    Status.READ: 70,
    Status.DENIED: 90,
    Status.CANCELLED: 90,
}
"""A report of a lower rank that comes late changes nothing."""

WAITING = (Status.QUEUED, Status.HELD, Status.LEASED, Status.HANDING)
"""Not out of the house yet."""
OUT = (Status.HANDED, Status.SENT, Status.DELIVERED, Status.READ)
"""With the gateway, or further."""
OVER = (Status.DELIVERED, Status.READ, Status.FAILED, Status.EXPIRED, Status.DENIED, Status.CANCELLED)
"""Nothing more is done for it."""
