"""From a row of the base to what speaks to its gateway; the only place where secrets of gateways are opened."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from core import secrets
from core.errors import DomainError
from messaging.models import Gateway
from messaging.transports.base import Account, MessageAdapter
from messaging.transports.registry import adapters

PURPOSE = b"kartoteka gateways"


def adapter(gateway: Gateway) -> MessageAdapter:
    """Raises DomainError when the kind is gone, or no key of ours opens the secrets."""
    if gateway.adapter not in adapters:
        raise DomainError(_("There is no such kind of gateway any more: %(kind)s.") % {"kind": gateway.adapter})
    return adapters.get(gateway.adapter).make(account(gateway))


def account(gateway: Gateway) -> Account:
    """What the adapter is told. Raises DomainError when no key of ours opens the secrets."""
    return Account(
        code=gateway.code,
        channel=gateway.channel,
        sender=gateway.sender,
        sender_name=gateway.sender_name,
        settings=gateway.settings,
        secrets=opened(gateway),
    )


def opened(gateway: Gateway) -> dict[str, str]:
    """Secrets by name. Raises DomainError when no key of ours opens them."""
    return dict(secrets.reveal(gateway.secrets, purpose=PURPOSE)) if gateway.secrets else {}


def sealed(values: Mapping[str, str]) -> str:
    """Under the cipher; '' when there is nothing to keep."""
    kept = {name: value for name, value in values.items() if value}
    return secrets.seal(kept, purpose=PURPOSE) if kept else ""
