"""What the addressee of a letter of the trial may do: the same walks that a real gateway starts."""

from collections.abc import Mapping
from uuid import uuid4

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging.delivery import services
from messaging.models import InboxItem
from messaging.transports.base import ErrorKind, InboundMsg, SendError, Status, StatusEvent

ACTS: Mapping[str, str | Promise] = {
    "delivered": gettext_lazy("Delivered"),
    "read": gettext_lazy("Read"),
    "bounce": gettext_lazy("No such address"),
    "soft": gettext_lazy("Mailbox full"),
    "complaint": gettext_lazy("Complains of spam"),
    "reply": gettext_lazy("Answers"),
    "stop": gettext_lazy("Answers STOP"),
}
TOLD = {
    "delivered": (Status.DELIVERED, None),
    "read": (Status.READ, None),
    "bounce": (Status.FAILED, ErrorKind.RECIPIENT),
    "soft": (Status.FAILED, ErrorKind.TEMPORARY),
    "complaint": (Status.COMPLAINED, ErrorKind.COMPLAINT),
}


@transaction.atomic
def answer(item: InboxItem, act: str) -> None:
    """Do it, in the words of the contract that real gateways speak by."""
    if act in TOLD:
        status, kind = TOLD[act]
        error = SendError(kind=kind, code="trial") if kind else None
        event = StatusEvent(status=status, provider_id=item.key.hex, idempotency_key=item.key, error=error)
        services.apply(item.gateway, [event])
        return
    words = "STOP" if act == "stop" else _("Thank you, I have got it.")
    inbound = InboundMsg(sender=item.address, text=words, provider_id=uuid4().hex, in_reply_to=item.key)
    services.receive(item.gateway, inbound)
