"""Gateways, clients and messages for tests of the outbox."""

from typing import Any

from accounts.services import system_user
from consents.models.gate import MessageClass
from customers.models import ContactPoint
from messaging.models import Gateway, Message
from messaging.outbox import services, writing
from messaging.outbox.drafts import Draft
from tests.factories.customers import make_email, make_person
from tests.harness.smtp import SmtpServer
from tests.messaging import keyed, scripted
from tests.messaging.keyed import KeyedServer

SENDER = {"sender": "shop@example.com", "sender_name": "Магазин"}


def mail_gateway(server: SmtpServer | None = None, *, port: int = 9, **values: Any) -> Gateway:
    """A mail server on loopback, the default of letters; without a server nobody listens there."""
    port = server.port if server is not None else port
    Gateway.objects.filter(channel="email", is_default=True).update(is_default=False)
    settings = {"host": "127.0.0.1", "port": port, "security": "none"}
    own: dict[str, Any] = {"code": "mail", "name": "Почта", "adapter": "smtp", "is_default": True, **SENDER}
    return Gateway.objects.create(**{**own, "channel": "email", "settings": settings, **values})


def keyed_gateway(server: KeyedServer, **values: Any) -> Gateway:
    """An HTTP gateway on loopback that swallows repeats, the default of SMS."""
    Gateway.objects.filter(channel="sms", is_default=True).update(is_default=False)
    own: dict[str, Any] = {"code": "keyed", "name": "СМС", "adapter": keyed.CODE, "is_default": True, "sender": "Shop"}
    return Gateway.objects.create(**{**own, "channel": "sms", "settings": {"url": server.url}, **values})


def scripted_gateway(**values: Any) -> Gateway:
    """A gateway that does as `SCRIPT` says, the default of letters."""
    return mail_gateway(**{"code": "scripted", "adapter": scripted.CODE, **values})


def letter_to(point: ContactPoint | None = None, **values: Any) -> Message:
    """A service letter put out to send; without a point to a client of its own."""
    point = point or make_email(make_person())
    draft = Draft(
        **{
            "customer_id": point.customer_id, "point_id": point.pk, "channel": "email",
            "message_class": MessageClass.SERVICE, "subject": "Заказ готов", "body_text": "Ждём вас.", **values,
        }
    )  # fmt: skip
    return writing.put(draft, by=system_user())


def sent() -> int:
    """Hand over what is due; how many went out."""
    return services.deliver(seconds=10)


def now(message: Message) -> Message:
    """As it stands in the base."""
    return Message.objects.get(pk=message.pk)
