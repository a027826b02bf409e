"""What becomes of our tables when the trial ends: all of it goes, with its history."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from customers.models import (
    CardCheck,
    ContactPoint,
    Customer,
    CustomerDate,
    CustomerFile,
    CustomerTag,
    CustomField,
    CustomValues,
    DictionaryTerm,
    ExternalId,
    Relation,
    StandardRule,
    Tag,
    Walk,
    WalkStop,
)
from journal.history import event_model

DEFINITIONS: tuple[type[Model], ...] = (StandardRule, CustomField)
"""Read by every transaction that asks what fields there are: emptied by DELETE, which waits for no reader."""


def register() -> None:
    """Name every table of clients."""
    tracked: tuple[type[Model], ...] = (
        ContactPoint,
        CustomerTag,
        ExternalId,
        CustomValues,
        CustomerDate,
        CustomerFile,
        Relation,
        Customer,
        Tag,
        DictionaryTerm,
    )
    own: tuple[type[Model], ...] = (WalkStop, Walk, CardCheck)
    models: tuple[type[Model], ...] = (*own, *tracked, *(event_model(model) for model in tracked))
    demo_tables.add(
        DemoTables(
            code="customers",
            goes=tuple(model._meta.label_lower for model in models),
            sorted_out=tuple(model._meta.label_lower for model in (*DEFINITIONS, *map(event_model, DEFINITIONS))),
            sort_out=_delete_definitions,
            told={"customers.customer": _("Clients"), "customers.contactpoint": _("Their phones and e-mails")},
            weight=10,
        )
    )


def _delete_definitions(using: str) -> None:
    StandardRule.objects.using(using).all().delete()
    CustomField.objects.using(using).all().delete()
    for model in DEFINITIONS:
        event_model(model).objects.using(using).order_by().delete()
