"""What the journal says of consents and of their texts."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model
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
        Verb(
            code="consents.settings",
            sentence=_("Changed: %(object)s%(changes)s"),
            label=_("Rules of consents changed"),
            tell=_changes,
            icon="settings",
        ),
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


def _changes(details: Mapping[str, Any]) -> Mapping[str, object]:
    """«. Ground: consent → contract»."""
    if not details.get("changes") or not details.get("model"):
        return {"changes": ""}
    model = apps.get_model(details["model"])
    return {"changes": ". " + "; ".join(_change(model, name, told) for name, told in details["changes"].items())}


def _change(model: type[Model], name: str, told: Sequence[str]) -> str:
    field = model._meta.get_field(name)
    words = {"True": _("yes"), "False": _("no"), **dict(getattr(field, "flatchoices", ()))}
    label = str(getattr(field, "verbose_name", name))
    if not told:
        return label
    was, now = (words.get(one, one) or "—" for one in told)
    return f"{label}: {was} → {now}"
