"""What codes of results mean, for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.choices import OWN_OUTCOMES
from consents.gate.codes import CODES
from messaging.transports.base import ErrorKind

WAITING = "waiting"
HELD_BACK: dict[str, str | Promise] = {
    WAITING: _("Waits for its turn"),
    "cancelled": pgettext_lazy("campaign", "Cancelled before it went"),
    "expired": pgettext_lazy("campaign", "Its time was over"),
    "unknown": pgettext_lazy("campaign", "Nobody knows whether it went: a person decides"),
}
FAULTS: dict[str, str | Promise] = {
    ErrorKind.AUTH: _("The gateway did not let us in"),
    ErrorKind.BALANCE: _("There was no money left at the gateway"),
    ErrorKind.SENDER: _("The gateway does not know the sender’s name"),
    ErrorKind.RECIPIENT: _("There is no such number or address"),
    ErrorKind.REFUSED: _("In the stop list of the gateway or of the operator"),
    ErrorKind.COMPLAINT: _("Complained of as spam"),
    ErrorKind.CONTENT: _("The text was refused"),
    ErrorKind.RATE: _("Too many at once"),
    ErrorKind.TEMPORARY: _("The mailbox or the telephone could not be reached"),
    ErrorKind.PERMANENT: _("Refused for good"),
    ErrorKind.UNKNOWN: _("The gateway did not say why"),
    "": _("The gateway did not say why"),
}
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
