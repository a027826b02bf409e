"""What codes of results mean, for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import OWN_OUTCOMES
from consents.gate.codes import CODES

WAITING = "waiting"
HELD_BACK: dict[str, str | Promise] = {
    WAITING: _("Waits for its turn"),
    "cancelled": pgettext_lazy("campaign", "Cancelled before it went"),
    "expired": pgettext_lazy("campaign", "Its time was over"),
    "unknown": pgettext_lazy("campaign", "Nobody knows whether it went: a person decides"),
}
FAULTS: dict[str, str | Promise] = {
    "auth": _("The gateway did not let us in"),
    "balance": _("There was no money left at the gateway"),
    "sender": _("The gateway does not know the sender’s name"),
    "recipient": _("There is no such number or address"),
    "refused": _("In the stop list of the gateway or of the operator"),
    "complaint": _("Complained of as spam"),
    "content": _("The text was refused"),
    "rate": _("Too many at once"),
    "temporary": _("The mailbox or the telephone could not be reached"),
    "permanent": _("Refused for good"),
    "unknown": _("The gateway did not say why"),
    "": _("The gateway did not say why"),
}
"""By the kind of failure that stands beside the message (`messaging.transports.base.ErrorKind`)."""
ANSWERS = {
    "audience": _("In the audience"),
    "sent": _("Sent to"),
    "delivered": _("Delivered to"),
    "failed": _("Not delivered"),
    "opened": _("Opened it"),
    "clicked": _("Followed a link"),
    "bought": _("Bought"),
    "answered": _("Answered"),
    "left": _("Unsubscribed"),
    "promo": _("Bought by a promo code"),
}
"""What people did, or what was done to them."""


def outcome(code: str) -> str:
    """Why a client got the message or not."""
    if code in OWN_OUTCOMES:
        return str(OWN_OUTCOMES[code])
    return str(CODES[code].words) if code in CODES else code


def held_back(code: str) -> str:
    """What kept a message of the audience after the launch."""
    return str(HELD_BACK[code]) if code in HELD_BACK else outcome(code)


def fault(code: str) -> str:
    """Why it did not arrive."""
    return str(FAULTS.get(code, code))
