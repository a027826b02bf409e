"""Messages and accounts for tests of adapters."""

from typing import Any
from uuid import UUID, uuid4

from messaging.transports.base import Account, MessageAdapter, OutMsg
from messaging.transports.kinds import register
from messaging.transports.registry import adapters

NUMBER = "+79161234567"


def account(**values: Any) -> Account:
    own: dict[str, Any] = {"code": "probe", "channel": "sms", "sender": "Shop"}
    return Account(**{**own, **values})


def adapter(kind: str, base_url: str, **secrets: str) -> MessageAdapter:
    """Of a provider that listens on loopback."""
    register()
    settings = {"base_url": base_url, "login": "shop", "email": "shop@example.com"}
    return adapters.get(kind).make(account(settings=settings, secrets=secrets))


def sms(to: str = NUMBER, *, key: UUID | None = None, **values: Any) -> OutMsg:
    own: dict[str, Any] = {"sender": "Shop", "text": "Заказ готов"}
    return OutMsg(idempotency_key=key or uuid4(), to=to, **{**own, **values})


def letter(to: str = "anna@example.com", **values: Any) -> OutMsg:
    own: dict[str, Any] = {
        "sender": "shop@example.com", "sender_name": "Магазин", "subject": "Заказ готов", "text": "Ждём вас.",
        "html": "<p>Ждём вас.</p>",
    }  # fmt: skip
    return OutMsg(idempotency_key=uuid4(), to=to, **{**own, **values})
