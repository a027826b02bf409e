"""What becomes of our tables when the trial ends: all of it goes, with its history."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from customers.models import ContactPoint, Customer, CustomerDate, CustomerTag, ExternalId, Relation, Tag
from journal.history import event_model


def register() -> None:
    """Name every table of clients."""
    tracked: tuple[type[Model], ...] = (ContactPoint, CustomerTag, ExternalId, CustomerDate, Relation, Customer)
    models: tuple[type[Model], ...] = (*tracked, Tag, *(event_model(model) for model in tracked))
    demo_tables.add(
        DemoTables(
            code="customers",
            goes=tuple(model._meta.label_lower for model in models),
            told={"customers.customer": _("Clients"), "customers.contactpoint": _("Their phones and e-mails")},
            weight=10,
        )
    )
