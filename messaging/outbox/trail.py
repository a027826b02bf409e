"""What the journal says of the outbox."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs

MESSAGE = "messaging.message"
GATEWAY = "messaging.gateway"
WRITTEN, CANCELLED = "messaging.written", "messaging.cancelled"
PAUSED, RESUMED = "messaging.gateway_paused", "messaging.gateway_resumed"
RESOLVED = "messaging.parked_resolved"


def register() -> None:
    """Name our verbs and what they are about."""
    object_kinds.add(
        ObjectKind(code=MESSAGE, label=_("message to a client")), ObjectKind(code=GATEWAY, label=_("gateway"))
    )
    verbs.add(
        Verb(code=WRITTEN, sentence=_("Message to the client put out to send"), icon="mail"),
        Verb(code=CANCELLED, sentence=_("Messages cancelled: %(count)s"), icon="mail-off", tell=_count,
             label=_("Messages cancelled")),
        Verb(code=PAUSED, sentence=_("Gateway %(name)s paused: %(reason)s"), icon="clock", tell=_gateway,
             label=_("Gateway paused")),
        Verb(code=RESUMED, sentence=_("Gateway %(name)s sends again"), icon="check", tell=_gateway,
             label=_("Gateway sends again")),
        Verb(code=RESOLVED, sentence=_("Fate of messages decided: %(count)s"), icon="check", tell=_count,
             label=_("Fate of messages decided")),
    )  # fmt: skip


def _count(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"count": details.get("count", "")}


def _gateway(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", ""), "reason": details.get("reason", "")}
