"""Fills the registries with what the public pages bring."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.consent_acts import ConsentAct, consent_acts
from core.registries.menu import MenuEntry, MenuGroup, menu
from core.registries.objects import ObjectKind, object_kinds
from core.registries.verbs import Verb, verbs
from messaging.public import building, demo, personal, reminding


def register() -> None:
    """Called once, when the application starts."""
    personal.register()
    demo.register()
    reminding.register()
    consent_acts.add(
        ConsentAct(
            code="confirm",
            label=_("Ask for confirmation"),
            icon="send",
            url=lambda customer_id: reverse("confirmations:ask", args=[customer_id]),
            permission=Permission.EDIT_CUSTOMERS,
        )
    )
    menu.add(
        MenuEntry(
            code="consent_forms",
            label=_("Forms of consent"),
            icon="checkbox",
            url_name="consent_forms:list",
            group=MenuGroup.OFFICE,
            weight=205,
            permission=Permission.PRIVACY,
        )
    )
    object_kinds.add(
        ObjectKind(
            code=building.FORM,
            label=_("form of consent"),
            url=lambda pk: reverse("consent_forms:form", args=[int(pk)]),
        )
    )
    verbs.add(Verb(code=building.SAVED, sentence=_("Form of consent changed: %(name)s"), tell=_named, icon="checkbox"))


def _named(details: Mapping[str, Any]) -> Mapping[str, object]:
    return {"name": details.get("name", "—")}
