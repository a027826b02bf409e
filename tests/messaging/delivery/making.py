"""Messages that went out, for tests of what comes back."""

from typing import Any

from accounts.models import User
from consents.models.gate import MessageClass
from customers.models import ContactPoint
from messaging.choices import Carrier, Source, Status
from messaging.models import Gateway, Message
from messaging.transports.base import ErrorKind, SendError, StatusEvent
from messaging.transports.base import Status as Told
from messaging.transports.opening import sealed
from tests.factories.customers import make_email, make_person, make_phone

CHANNELS = {"phone": Carrier.SMS, "email": Carrier.EMAIL}


def sms_gateway(adapter: str = "smsc", **secrets: str) -> Gateway:
    return Gateway.objects.create(
        code=adapter, name=adapter, channel=Carrier.SMS, adapter=adapter, sender="Shop", secrets=sealed(secrets)
    )


def mail_gateway(**settings: Any) -> Gateway:
    return Gateway.objects.create(
        code="mail", name="Почта", channel=Carrier.EMAIL, adapter="smtp", sender="shop@example.com",
        settings={"host": "127.0.0.1", "port": 9, "security": "none", **settings},
    )  # fmt: skip


def phone(number: str = "+79161234567", *, responsible: User | None = None) -> ContactPoint:
    return make_phone(make_person(responsible=responsible), number)


def email(address: str = "anna@example.com", *, responsible: User | None = None) -> ContactPoint:
    return make_email(make_person(responsible=responsible), address)


def sent(point: ContactPoint, gateway: Gateway, provider_id: str = "", **values: Any) -> Message:
    """A message that the gateway has taken over."""
    own: dict[str, Any] = {
        "customer_id": point.customer_id, "point_id": point.pk, "channel": CHANNELS[point.kind],
        "message_class": MessageClass.ADVERTISING, "source": Source.SINGLE, "address": point.value,
        "status": Status.HANDED, "gateway": gateway, "provider_id": provider_id, "body_text": "Скидки",
    }  # fmt: skip
    return Message.objects.create(**{**own, **values})


def told(provider_id: str, status: Told, kind: ErrorKind | None = None, **values: Any) -> StatusEvent:
    error = SendError(kind=kind, code="7") if kind else None
    return StatusEvent(status=status, provider_id=provider_id, error=error, **values)


def status_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).status
