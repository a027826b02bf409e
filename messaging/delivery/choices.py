"""Words that stand in the database, with labels for people. Never rename a value."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Told(models.TextChoices):
    """What a gateway told of a message; values are those of `transports.base.Status`."""

    QUEUED = "queued", pgettext_lazy("told by a gateway", "queued at the gateway")
    ACCEPTED = "accepted", pgettext_lazy("told by a gateway", "accepted by the gateway")
    SENT = "sent", pgettext_lazy("told by a gateway", "sent on")
    DELIVERED = "delivered", pgettext_lazy("told by a gateway", "delivered")
    READ = "read", pgettext_lazy("told by a gateway", "read")
    FAILED = "failed", pgettext_lazy("told by a gateway", "not delivered")
    REJECTED = "rejected", pgettext_lazy("told by a gateway", "rejected")
    EXPIRED = "expired", pgettext_lazy("told by a gateway", "not delivered in time")
    UNKNOWN = "unknown", pgettext_lazy("told by a gateway", "not known")
    DELAYED = "delayed", pgettext_lazy("told by a gateway", "delayed")
    COMPLAINED = "complained", pgettext_lazy("told by a gateway", "complained of as spam")
    UNSUBSCRIBED = "unsubscribed", pgettext_lazy("told by a gateway", "unsubscribed at the provider")


class Heard(models.TextChoices):
    """What a person's words turned out to be."""

    REPLY = "reply", _("answer")
    STOP = "stop", _("refusal")
    NOBODY = "nobody", _("from nobody we know")
    ROBOT = "robot", _("written by a robot")
    REPORT = "report", _("report of a mail server")
