"""What the journal keeps of requests: acts and numbers, no names."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consents.models import SubjectRequest
from consents.requests.choices import BlockScope, RequestKind
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import PointedFrom, Reference, Seen, pointed_from
from core.registries.verbs import Verb, verbs

REQUEST = "consents.subjectrequest"
CAME, CHECKED, EXTENDED = "requests.came", "requests.checked", "requests.extended"
ASSIGNED, ANSWERED, LINKED = "requests.assigned", "requests.answered", "requests.linked"
STOPPED, LIFTED = "requests.stopped", "requests.lifted"
COPIED, TAKEN = "requests.copied", "requests.taken"


def register() -> None:
    """Name our verbs, and the thing they are about."""
    verbs.add(
        Verb(code=CAME, sentence=_("A request came: %(what)s"), tell=_what, label=_("A request came"), icon="mail"),
        Verb(code=CHECKED, sentence=_("The applicant’s identity was checked"), icon="user"),
        Verb(code=EXTENDED, sentence=_("More time was taken for a request"), icon="clock"),
        Verb(code=ASSIGNED, sentence=_("A request got who answers it"), icon="user"),
        Verb(code=LINKED, sentence=_("A request was tied to a client"), icon="link"),
        Verb(code=ANSWERED, sentence=_("A request was answered"), icon="circle-check"),
        Verb(code=STOPPED, sentence=_("Stopped for %(object)s: %(scope)s"), tell=_scope,
             label=_("Processing stopped"), icon="ban"),
        Verb(code=LIFTED, sentence=_("May go on for %(object)s: %(scope)s"), tell=_scope,
             label=_("Processing goes on"), icon="circle-check"),
        Verb(code=COPIED, sentence=_("A copy of all data was made: %(object)s"), label=_("A copy of all data was made"),
             icon="file-export"),
        Verb(code=TAKEN, sentence=_("The copy of all data was taken: %(object)s"),
             label=_("The copy of all data was taken"), icon="download"),
    )  # fmt: skip
    object_kinds.add(
        ObjectKind(
            code=REQUEST,
            label=_("request about personal data"),
            seen_by=_seen_by,
            url=lambda number: reverse("requests:one", args=[number]),
        )
    )
    for code, table, label in (
        ("requests", "consents_subjectrequest", _("requests about personal data")),
        ("processing_blocks", "consents_processingblock", _("stops of processing")),
        ("erasure_subjects", "consents_erasuresubject", _("erasures")),
        ("erased", "consents_erasedcustomer", _("erasures")),
    ):
        reference = Reference(table=table, column="customer_id", label=label)
        pointed_from.add(PointedFrom(code=f"consents.{code}", to="customers.customer", reference=reference))


def _what(details: Mapping[str, Any]) -> Mapping[str, object]:
    kind = details.get("kind")
    return {"what": RequestKind(kind).label if kind in RequestKind.values else "—"}


def _scope(details: Mapping[str, Any]) -> Mapping[str, object]:
    scope = details.get("scope")
    return {"scope": BlockScope(scope).label if scope in BlockScope.values else "—"}


def _seen_by(ids: list[str], user_id: int) -> Mapping[str, Seen]:
    user = User.objects.select_related("role").get(pk=user_id)
    numbers = [int(one) for one in ids if one.isdecimal() and len(one) < 19]
    rows = SubjectRequest.objects.visible_to(user).filter(pk__in=numbers).order_by("pk")
    return {str(row.pk): Seen(str(row), row.get_absolute_url()) for row in rows}
