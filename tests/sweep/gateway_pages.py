"""Pages of gateways and the inbox of the trial for the sweep, and an address that a gateway calls."""

from typing import Any
from uuid import uuid4

from consents.models.gate import MessageClass
from customers.models import Customer
from messaging.choices import Carrier, Source, Status
from messaging.delivery import hooks
from messaging.gateways.builtin import SENDERS
from messaging.models import Gateway, InboxItem, Message

HOOKED = SENDERS[Carrier.SMS]["code"]


def values(customer: Customer) -> dict[str, dict[str, Any]]:
    """Names of addresses to their parts."""
    gateway = Gateway.objects.get(code=HOOKED)
    message = Message.objects.create(
        customer=customer, channel=Carrier.SMS, message_class=MessageClass.SERVICE, source=Source.SINGLE,
        status=Status.HANDED, gateway=gateway, address="+79160000077",
    )  # fmt: skip
    item = InboxItem.objects.create(
        key=uuid4(), gateway=gateway, message=message, channel=Carrier.SMS, address=message.address, text="Ждём вас"
    )
    return {
        "gateways:": {"code": gateway.code, "key": item.key, "kind": "smsc", "channel": "sms"},
        "hooks:": {"code": gateway.code, "secret": hooks.secret(gateway)},
    }


SENT: dict[str, dict[str, Any]] = {"gateways:inbox_act": {"act": "delivered"}}
