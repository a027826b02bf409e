"""Codes that scores are kept by, and what people call them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Lifecycle(models.TextChoices):
    """Base types, the dearest first. Empty in the database: not counted yet."""

    VIP = "vip", pgettext_lazy("base type", "VIP")
    PERMANENT = "permanent", pgettext_lazy("base type", "permanent")
    HOT = "hot", pgettext_lazy("base type", "hot")
    WARM = "warm", pgettext_lazy("base type", "warm")
    COLD = "cold", pgettext_lazy("base type", "cold")
    DEAD = "dead", pgettext_lazy("base type", "dead")


class Ground(models.TextChoices):
    """Why a client is of his base type: the first of these that is true. It begins with the type, but for a pin."""

    PINNED = "pinned", _("pinned by hand")
    VIP = "vip", _("brings the most money of the year and buys often")
    PERMANENT = "permanent", _("buys often and has not fallen out of his rhythm")
    HOT_BOUGHT = "hot_bought", _("bought just now")
    HOT_ASKED = "hot_asked", _("turned to us just now")
    HOT_OFFER = "hot_offer", _("got an offer just now")
    HOT_TASK = "hot_task", _("a dated task is open")
    WARM_BOUGHT = "warm_bought", _("bought not long ago")
    WARM_ANSWERED = "warm_answered", _("answered not long ago")
    DEAD_REFUSED = "dead_refused", _("refused")
    DEAD_UNREACHABLE = "dead_unreachable", _("none of his contacts works")
    DEAD_SILENT = "dead_silent", _("nothing at all for a long time")
    COLD = "cold", _("none of the others fits")


class Rfm(models.TextChoices):
    """The eleven named segments: a partition of all cells recency × frequency × money."""

    CHAMPIONS = "champions", pgettext_lazy("RFM segment", "Champions")
    LOYAL = "loyal", pgettext_lazy("RFM segment", "Loyal")
    POTENTIAL_LOYALIST = "potential_loyalist", pgettext_lazy("RFM segment", "Potentially loyal")
    NEW_CUSTOMERS = "new_customers", pgettext_lazy("RFM segment", "New")
    PROMISING = "promising", pgettext_lazy("RFM segment", "Promising")
    NEED_ATTENTION = "need_attention", pgettext_lazy("RFM segment", "Need attention")
    ABOUT_TO_SLEEP = "about_to_sleep", pgettext_lazy("RFM segment", "About to fall asleep")
    AT_RISK = "at_risk", pgettext_lazy("RFM segment", "At risk")
    CANNOT_LOSE_THEM = "cannot_lose_them", pgettext_lazy("RFM segment", "Cannot be lost")
    HIBERNATING = "hibernating", pgettext_lazy("RFM segment", "Asleep")
    LOST = "lost", pgettext_lazy("RFM segment", "Lost")


class Abc(models.TextChoices):
    """Who makes the money. Empty in the database: never bought in the window."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class Xyz(models.TextChoices):
    """How evenly somebody buys. Empty in the database: too few months to tell."""

    X = "X", "X"
    Y = "Y", "Y"
    Z = "Z", "Z"


class Method(models.TextChoices):
    """How grades are told from each other."""

    PERCENT_RANK = "percent_rank", _("equal shares, equals share a grade")
    NTILE = "ntile", _("equal shares to a man")
    FIXED = "fixed", _("by borders of one’s own")


class Measure(models.TextChoices):
    """What of purchases is weighed."""

    TOTAL = "total", pgettext_lazy("measure of a client", "sum")
    PROFIT = "profit", pgettext_lazy("measure of a client", "profit")
    NUMBER = "number", pgettext_lazy("measure of a client", "number of purchases")


class RunKind(models.TextChoices):
    """What a run did."""

    FULL = "full", pgettext_lazy("run of scores", "everything anew")
    NIGHTLY = "nightly", pgettext_lazy("run of scores", "by night")
    AS_OF = "as_of", pgettext_lazy("run of scores", "as of a day")


class RunState(models.TextChoices):
    """Where a run stands; a failed one changes nothing of the picture."""

    RUNNING = "running", pgettext_lazy("run of scores", "being counted")
    DONE = "done", pgettext_lazy("run of scores", "done")
    FAILED = "failed", pgettext_lazy("run of scores", "failed")


class SnapshotKind(models.TextChoices):
    """Why a snapshot was taken."""

    MONTHLY = "monthly", pgettext_lazy("snapshot", "monthly")
    ASKED = "asked", pgettext_lazy("snapshot", "on demand")
