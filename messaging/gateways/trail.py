"""What the journal says of the pages of gateways; keys and passwords never stand in it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.verbs import Verb, verbs

ADDED, CHANGED, TRIED = "messaging.gateway_added", "messaging.gateway_changed", "messaging.gateway_tried"
READDRESSED = "messaging.gateway_readdressed"


def register() -> None:
    """Name our verbs."""
    verbs.add(
        Verb(code=ADDED, sentence=_("Gateway %(name)s added"), icon="plus", tell=_name, label=_("Gateway added")),
        Verb(
            code=CHANGED, sentence=_("Gateway %(name)s changed: %(fields)s"), icon="settings", tell=_name,
            label=_("Gateway changed"),
        ),
        Verb(
            code=TRIED, sentence=_("Trial message by gateway %(name)s"), icon="send", tell=_name,
            label=_("Trial message by a gateway"),
        ),
        Verb(
            code=READDRESSED, sentence=_("Gateway %(name)s got a new address for reports"), icon="link", tell=_name,
            label=_("New address for reports of a gateway"),
        ),
    )  # fmt: skip


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", ""), "fields": details.get("fields", "")}
