"""Whom a row of another kind of table is about: what a purchase or a talk names its client by."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.fields import FieldType
from core.registries.import_targets import Target
from customers.cells.catalogue import CLEANERS

CLIENT = _("Client")
HEADINGS: dict[str, tuple[str | Promise, FieldType, tuple[str, ...]]] = {
    "external_id": (
        _("Client: id in the other program"),
        FieldType.TEXT,
        ("id клиента", "код клиента", "клиент id", "customer id", "client id", "контакт: id"),
    ),
    "phone": (
        _("Client: phone"),
        FieldType.PHONE,
        ("телефон", "телефон клиента", "номер телефона", "phone", "контакт: мобильный телефон"),
    ),
    "email": (_("Client: e-mail"), FieldType.EMAIL, ("email", "e-mail", "почта", "email клиента")),
    "inn": (_("Client: INN"), FieldType.TEXT, ("инн", "инн клиента", "контрагент.инн")),
}


def whose() -> tuple[Target, ...]:
    """Targets by which the client is found."""
    return tuple(
        Target(
            code=f"customer.{key}", label=label, type=kind, group=CLIENT, headings=headings, cleaner=CLEANERS[key]
        )
        for key, (label, kind, headings) in HEADINGS.items()
    )  # fmt: skip
