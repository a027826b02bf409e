"""What the journal keeps of erasures: acts and numbers, never names."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consents.models import Erasure
from core.registries.file_owners import FileOwner, file_owners
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen
from core.registries.verbs import Verb, verbs

ERASURE = "consents.erasure"
PLANNED, APPROVED, REFUSED, DONE = "erasures.planned", "erasures.approved", "erasures.refused", "erasures.done"
REPEATED = "erasures.repeated"


def register() -> None:
    """Name our verbs; who may see the acts."""
    verbs.add(
        Verb(code=PLANNED, sentence=_("Planned an erasure: %(persons)s"), tell=_persons, label=_("Planned an erasure"),
             icon="trash"),
        Verb(code=APPROVED, sentence=_("Approved an erasure"), icon="circle-check"),
        Verb(code=REFUSED, sentence=_("Did not approve an erasure"), icon="ban"),
        Verb(code=DONE, sentence=_("Erased: %(persons)s, rows: %(rows)s"), tell=_persons, label=_("Erased"),
             icon="trash"),
        Verb(code=REPEATED, sentence=_("Erased again after a restore: %(persons)s"), tell=_persons,
             label=_("Erased again after a restore"), icon="trash"),
    )  # fmt: skip
    object_kinds.add(
        ObjectKind(
            code=ERASURE, label=_("erasure"), seen_by=_seen_by,
            url=lambda number: reverse("requests:erasure", args=[number]),
        )
    )  # fmt: skip
    file_owners.add(FileOwner(code=ERASURE, may_see=_may_see))


def _persons(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"persons": details.get("persons", "—"), "rows": details.get("rows", "—")}


def _seen_by(ids: list[str], user_id: int) -> Mapping[str, Seen]:
    user = User.objects.select_related("role").get(pk=user_id)
    numbers = [int(one) for one in ids if one.isdecimal() and len(one) < 19]
    rows = Erasure.objects.visible_to(user).filter(pk__in=numbers).order_by("pk")
    return {str(row.pk): Seen(str(row), reverse("requests:erasure", args=[row.pk])) for row in rows}


def _may_see(user: User, object_id: str) -> bool:
    known = object_id.isdecimal() and len(object_id) < 19
    return known and Erasure.objects.visible_to(user).filter(pk=int(object_id)).exists()
