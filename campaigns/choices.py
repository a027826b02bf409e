"""Words that stand in the database, with labels for people. Never rename a value."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CampaignKind(models.TextChoices):
    """What sets it off."""

    ONE_OFF = "one_off", pgettext_lazy("campaign", "once")
    TRIGGER = "trigger", pgettext_lazy("campaign", "by an event")


class State(models.TextChoices):
    """Life of a campaign. Its text and audience can be changed only as a draft."""

    DRAFT = "draft", pgettext_lazy("campaign", "draft")
    AWAITING = "awaiting", pgettext_lazy("campaign", "awaits approval")
    APPROVED = "approved", pgettext_lazy("campaign", "approved")
    SCHEDULED = "scheduled", pgettext_lazy("campaign", "scheduled")
    PREPARING = "preparing", pgettext_lazy("campaign", "being prepared")
    SENDING = "sending", pgettext_lazy("campaign", "being sent")
    PAUSED = "paused", pgettext_lazy("campaign", "paused")
    STOPPED = "stopped", pgettext_lazy("campaign", "stopped")
    DONE = "done", pgettext_lazy("campaign", "sent")
    FAILED = "failed", pgettext_lazy("campaign", "failed")


LAUNCHED = (State.PREPARING, State.SENDING, State.PAUSED)
"""On its way: the audience is frozen, nobody changes anything."""
OVER = (State.STOPPED, State.DONE, State.FAILED)
"""Nothing more goes out."""


class Plan(models.TextChoices):
    """When it goes."""

    NOW = "now", pgettext_lazy("campaign", "as soon as it is launched")
    AT = "at", pgettext_lazy("campaign", "at a time")
    LOCAL = "local", pgettext_lazy("campaign", "at a time of each client’s own zone")


OK = "ok"
"""Gets the message."""
CONTROL = "control"
"""Could have got it, and is kept out to compare with."""
MINUS = "minus"
"""In an audience that was taken away."""
DUPLICATE = "duplicate_address"
"""Another client of the audience has the same address."""
AGAIN = "again"
"""Got it before, and the rule of the trigger says not so soon again."""
OWN_OUTCOMES = {
    OK: pgettext_lazy("campaign", "Gets the message"),
    CONTROL: pgettext_lazy("campaign", "Control group: kept out to compare with"),
    MINUS: pgettext_lazy("campaign", "In an audience that was taken away"),
    DUPLICATE: pgettext_lazy("campaign", "Another client of the audience has the same address"),
    AGAIN: pgettext_lazy("campaign", "Got it before: not so soon again"),
}
"""What becomes of a client beside the answers of the gate."""
