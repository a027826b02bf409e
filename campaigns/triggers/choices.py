"""Words of triggers that stand in the database, with labels for people. Never rename a value."""

import datetime as dt

from django.db import models
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """What sets a message off."""

    ENTERED = "entered", pgettext_lazy("trigger", "Entered a segment")
    LEFT = "left", pgettext_lazy("trigger", "Left a segment")
    DATE = "date", pgettext_lazy("trigger", "A date of the client")
    FIRST_PURCHASE = "first", pgettext_lazy("trigger", "First purchase")
    PURCHASE = "purchase", pgettext_lazy("trigger", "Any purchase")
    NO_PURCHASE = "no_buy", pgettext_lazy("trigger", "No purchase for so many days")
    NO_TOUCH = "no_touch", pgettext_lazy("trigger", "No touch for so many days")


class Again(models.TextChoices):
    """Whether the same client gets the message again when it happens again."""

    NEVER = "never", pgettext_lazy("trigger", "Never: once and for all")
    DAYS = "days", pgettext_lazy("trigger", "At most once in so many days")
    EACH = "each", pgettext_lazy("trigger", "Each time it happens")


OF_SEGMENT = (Event.ENTERED, Event.LEFT)
OF_SILENCE = (Event.NO_PURCHASE, Event.NO_TOUCH)
OF_GOODS = (Event.FIRST_PURCHASE, Event.PURCHASE)

SLOW = dt.timedelta(hours=1)
QUICK = dt.timedelta(minutes=5)
PACE = {event: SLOW if event in (Event.DATE, *OF_SILENCE) else QUICK for event in Event}
"""How often events of a kind are looked for: silence and dates can wait, a purchase is thanked for at once."""

NEVER_AGAIN = 1_000_000
"""Days: longer than anybody lives."""
