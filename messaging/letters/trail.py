"""What the journal says of templates."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs
from messaging.letters.services import TEMPLATE


def register() -> None:
    """Name our verbs and what they are about."""
    object_kinds.add(
        ObjectKind(
            code=TEMPLATE,
            label=pgettext_lazy("letter or SMS", "template"),
            url=lambda pk: reverse("letters:one", args=[int(pk)]),
        )
    )
    verbs.add(
        Verb(code="messaging.template_made", sentence=_("Template made: %(name)s"), icon="mail", tell=_name,
             label=_("Template made")),
        Verb(code="messaging.template_changed", sentence=_("Template changed: %(name)s, version %(version)s"),
             icon="pencil", tell=_name, label=_("Template changed")),
        Verb(code="messaging.template_archived", sentence=_("Template put into the archive: %(name)s"), icon="archive",
             tell=_name, label=_("Template put into the archive")),
        Verb(code="messaging.template_unarchived", sentence=_("Template taken out of the archive: %(name)s"),
             icon="archive", tell=_name, label=_("Template taken out of the archive")),
        Verb(code="messaging.snippet_saved", sentence=_("Snippet saved: %(name)s"), icon="pencil", tell=_name,
             label=_("Snippet saved")),
        Verb(code="messaging.snippet_removed", sentence=_("Snippet removed: %(name)s"), icon="trash", tell=_name,
             label=_("Snippet removed")),
        Verb(code="messaging.signed", sentence=_("Signature of letters changed"), icon="pencil"),
    )  # fmt: skip


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", "—"), "version": details.get("version", "—")}
