"""Fixed choices of interactions."""

from django.db import models
from django.utils.translation import pgettext_lazy


class InteractionKind(models.TextChoices):
    """What happened between us and the client."""

    CALL = "call", pgettext_lazy("kind of interaction", "Call")
    LETTER = "letter", pgettext_lazy("kind of interaction", "Letter")
    SMS = "sms", pgettext_lazy("kind of interaction", "SMS")
    MESSENGER = "messenger", pgettext_lazy("kind of interaction", "Messenger")
    MEETING = "meeting", pgettext_lazy("kind of interaction", "Meeting")
    VISIT = "visit", pgettext_lazy("kind of interaction", "Visit")
    NOTE = "note", pgettext_lazy("kind of interaction", "Note")
    COMPLAINT = "complaint", pgettext_lazy("kind of interaction", "Complaint")
    REVIEW = "review", pgettext_lazy("kind of interaction", "Review")
    FILE = "file", pgettext_lazy("kind of interaction", "File sent")


class Direction(models.TextChoices):
    """Who turned to whom; a missed call is one nobody took."""

    OUT = "out", pgettext_lazy("direction", "to the client")
    IN = "in", pgettext_lazy("direction", "from the client")
    MISSED = "missed", pgettext_lazy("direction", "missed")


K = InteractionKind
DIRECTED = frozenset({K.CALL, K.LETTER, K.SMS, K.MESSENGER})
"""Kinds that go one way; a meeting is of both."""
INCOMING = frozenset({K.COMPLAINT, K.REVIEW, K.VISIT})
OUTGOING = frozenset({K.FILE})
TIMED = frozenset({K.CALL, K.MEETING, K.VISIT})
"""Kinds that last."""

ICONS = {
    K.CALL: "phone",
    K.LETTER: "mail",
    K.SMS: "message",
    K.MESSENGER: "brand-telegram",
    K.MEETING: "users",
    K.VISIT: "building-store",
    K.NOTE: "note",
    K.COMPLAINT: "alert-triangle",
    K.REVIEW: "star",
    K.FILE: "paperclip",
}
