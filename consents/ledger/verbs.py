"""What the journal says of consents and of their texts."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs


def register() -> None:
    """Offer our sentences."""
    verbs.add(
        Verb(
            code="consents.granted",
            sentence=_("Consents written down: %(count)s. %(object)s"),
            tell=_count,
            icon="shield-check",
        ),
        Verb(
            code="consents.requested",
            sentence=_("Consents asked for: %(count)s. %(object)s"),
            tell=_count,
            icon="clock",
        ),
        Verb(
            code="consents.withdrawn",
            sentence=_("Consents withdrawn: %(count)s. %(object)s"),
            tell=_count,
            icon="shield",
        ),
        Verb(
            code="consents.published",
            sentence=_("Consent text published: %(title)s, version %(version)s"),
            tell=lambda details: {"title": details.get("title", "—"), "version": details.get("version", "—")},
            icon="file-text",
        ),
        Verb(code="consents.settings", sentence=_("Changed: %(object)s"), icon="settings"),
    )
    object_kinds.add(
        ObjectKind(
            code="consents.document",
            label=_("consent text"),
            url=lambda pk: reverse("consents:document", args=[int(pk)]),
        )
    )


def _count(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"count": details.get("count", "—")}
