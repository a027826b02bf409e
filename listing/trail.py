"""What the journal keeps of views: only of those others see too."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen
from core.registries.verbs import Verb, verbs
from listing.models import SavedView

VIEW = "listing.savedview"
SHARED = "listing.view_shared"
CHANGED = "listing.view_changed"
DELETED = "listing.view_deleted"
DEFAULT = "listing.view_default"


def register() -> None:
    """Name our verbs and what they are about."""
    verbs.add(
        Verb(code=SHARED, sentence=_("View shared with everybody: %(name)s"), tell=_name, icon="users"),
        Verb(code=CHANGED, sentence=_("Shared view changed: %(name)s"), tell=_name, icon="pencil"),
        Verb(code=DELETED, sentence=_("Shared view deleted: %(name)s"), tell=_name, icon="trash"),
        Verb(code=DEFAULT, sentence=_("View a role begins with: %(name)s"), tell=_name, icon="bookmark"),
    )
    object_kinds.add(ObjectKind(code=VIEW, label=_("view of a list"), seen_by=_views))


def _name(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", "—")}


def _views(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Shared ones are seen by everybody, others by nobody here: they are not journalled."""
    known = SavedView.objects.filter(pk__in=[number for number in ids if number.isdecimal()], is_shared=True)
    return {str(view.pk): Seen(view.name, "") for view in known.order_by("pk")}
