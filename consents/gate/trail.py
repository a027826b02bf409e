"""What the journal says of the gate."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs

SUPPRESSION = "consents.suppression"
RULES = "consents.gate_rules"
SUPPRESSED, LIFTED, LOOKED_UP = "consents.suppressed", "consents.suppression_lifted", "consents.suppression_looked_up"
RULES_CHANGED = "consents.gate_rules_changed"


def register() -> None:
    """Name our verbs and what they are about."""
    object_kinds.add(
        ObjectKind(code=SUPPRESSION, label=_("suppression")), ObjectKind(code=RULES, label=_("rules of sending"))
    )
    verbs.add(
        Verb(code=SUPPRESSED, sentence=_("Messages forbidden: %(count)s contacts"), icon="mail-off", tell=_count,
             label=_("Messages to contacts forbidden")),
        Verb(code=LIFTED, sentence=_("Messages to a contact allowed again"), icon="mail"),
        Verb(code=LOOKED_UP, sentence=_("A contact looked up among those nobody writes to"), icon="search"),
        Verb(code=RULES_CHANGED, sentence=_("Hours and limits of messages changed"), icon="clock"),
    )  # fmt: skip


def _count(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"count": details.get("count", "")}
