"""Two cards of one client with something of everything on each, for tests of merges."""

import datetime as dt
from collections import Counter
from typing import Any

from django.apps import apps
from django.utils import timezone

from accounts.models import User
from customers import dates, external_ids, relations, tags
from customers.models import Customer
from interactions.log.services import record
from interactions.tasks import services as tasks
from journal.models import Operation
from journal.operations import run_now, start_undo
from quality.merging.moving import movings
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.sales import make_purchase


def full_card(by: User, name: str, number: str, **values: Any) -> Customer:
    """A card with rows in the tables that people fill."""
    card = make_person(name, responsible=by, **values)
    make_phone(card), make_email(card)
    tags.put_on(by=by, customer=card, name=f"метка {number}")
    tags.put_on(by=by, customer=card, name="общая")
    external_ids.add(by=by, customer=card, source="1С", value=number)
    dates.add(by=by, customer=card, kind="child", typed="05.06.2011", label=f"дочь {number}")
    relations.add(by=by, customer=card, other=make_person("Третьякова Нина", responsible=by), kind="friend")
    record(by=by, customer_id=card.pk, kind="call", text="Говорили")
    tasks.create(by=by, customer_id=card.pk, text="Перезвонить", due_on=timezone.localdate() + dt.timedelta(days=3))
    make_purchase(card, total="100", number=f"Ч-{number}")
    return card


def undo(operation: Operation | None, by: User) -> Operation:
    """Taken back here and now."""
    assert operation is not None
    return run_now(start_undo(operation, by, queued=False))


def picture(*cards: Customer) -> dict[str, Any]:
    """Every row of every table that names these cards, and the cards themselves, but for the moment of change."""
    ids = [card.pk for card in cards]
    found: dict[str, Any] = {
        "cards": list(Customer.objects.filter(pk__in=ids).order_by("pk").values()),
    }
    for row in found["cards"]:
        del row["updated_at"]
    for one in movings():
        for column in one.columns:
            rows = one.model._default_manager.filter(**{f"{column}__in": ids}).order_by("pk").values()
            found[f"{one.code}.{column}"] = [{k: v for k, v in row.items() if k != "updated_at"} for row in rows]
    return found


def rows_of(card: Customer) -> Counter[str]:
    """How many rows of each table name the card."""
    found: Counter[str] = Counter()
    for one in movings():
        model = apps.get_model(one.code)
        found[one.code] = model._default_manager.filter(**{one.columns[0]: card.pk}).count()
    return +found
