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


def mail_gateway(server: SmtpServer | None = None, **values: Any) -> Gateway:
    """A mail server on loopback, the default of letters; without a server nobody listens."""
    port = server.port if server is not None else 9
    settings = {"host": "127.0.0.1", "port": port, "security": "none"}
    defaults: dict[str, Any] = {"code": "mail", "name": "Почта", "adapter": "smtp", "is_default": True}
    sender = {"sender": "shop@example.com", "sender_name": "Магазин"}
    return Gateway.objects.create(**{**defaults, **sender, "channel": "email", "settings": settings, **values})


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


def status_of(message: Message) -> str:
    """As it stands in the base."""
    return Message.objects.values_list("status", flat=True).get(pk=message.pk)
