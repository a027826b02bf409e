"""Triggers for tests, and the days they live through."""

import datetime as dt
from decimal import Decimal
from typing import Any

from accounts.models import User
from campaigns.models import Campaign, Trigger
from campaigns.sending import services
from campaigns.triggers import drafting, passing
from campaigns.triggers.drafting import EventWish, TriggerWish
from customers.models import Customer
from sales.models import Product, Purchase, PurchaseLine
from tests.campaigns.campaign_base import letter

NOON = dt.datetime(2026, 10, 14, 9, 0, tzinfo=dt.UTC)
"""A Wednesday, 12:00 in Moscow."""
DAY = dt.timedelta(days=1)


def trigger(by: User, *, on: dt.datetime | None = None, **values: Any) -> Campaign:
    """A draft that could be switched on, or one that has been on since a moment. `values`: of the event or the wish."""
    of_wish = {name: values.pop(name) for name in ("plus", "minus", "control_percent", "template") if name in values}
    template = of_wish.pop("template", None) or letter(by)
    made = drafting.create(by=by, name="По событию", event=values.get("event", "date"))
    wish = TriggerWish(name="По событию", event=EventWish(**values), template=template, **of_wish)
    made = drafting.save(made, wish, by=by)
    return switched_on(made, by, on) if on is not None else made


def switched_on(campaign: Campaign, by: User, since: dt.datetime) -> Campaign:
    """Approved, and on since that moment."""
    campaign = services.launch(services.approve(campaign, by=by), by=by)
    Trigger.objects.filter(campaign=campaign).update(on_since=since)
    campaign.refresh_from_db()
    return campaign


def buy(customer: Customer, at: dt.datetime, product: Product | None = None, **values: Any) -> Purchase:
    """A purchase of that moment."""
    made = Purchase.objects.create(
        customer=customer, purchased_at=at, **{"total": Decimal(100), "own_total": Decimal(100), **values}
    )
    if product is not None:
        PurchaseLine.objects.create(purchase=made, product=product, category=product.category, price=Decimal(100))
    return made


def live(campaign: Campaign, since: dt.datetime, days: int, *, step: dt.timedelta = DAY) -> None:
    """Look time after time, as beat does."""
    at = since
    while at < since + days * DAY:
        at += step
        passing.look(campaign.pk, at)


def outcomes(campaign: Campaign) -> list[tuple[int, str, str]]:
    """(client, occurrence, outcome) of its recipients."""
    return sorted(campaign.recipients.values_list("customer", "occurrence", "outcome"))
