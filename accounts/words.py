"""What the journal says of the acts of this package."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Company
from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs


def register() -> None:
    object_kinds.add(
        ObjectKind(code="accounts.company", label=gettext_lazy("company settings"), url=lambda _pk: "/office/company/")
    )
    verbs.add(
        Verb(
            code="company.changed",
            sentence=gettext_lazy("changed the company settings: %(fields)s"),
            tell=_fields,
            icon="building",
        ),
        Verb(
            code="base.own",
            sentence=gettext_lazy("ended the trial and began the company’s own base: %(removed)s removed"),
            tell=_removed,
            icon="flag",
        ),
    )


def _fields(details: Mapping[str, Any]) -> Mapping[str, object]:
    labels = {field.name: field.verbose_name for field in Company._meta.concrete_fields}
    names = [str(labels.get(name, name)) for name in details.get("fields", [])]
    return {"fields": ", ".join(names) or _("details are erased")}


def _removed(details: Mapping[str, Any]) -> Mapping[str, object]:
    count = sum(details.get("removed", {}).values())
    return {"removed": ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}}
