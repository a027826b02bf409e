"""Products and purchases for tests, by the services people use."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.services import system_user
from customers.models import Customer
from sales import catalogue, services
from sales.models import Product, Purchase
from sales.services import Document, Line


def make_product(name: str = "Чайник", price: str = "1000", **values: Any) -> Product:
    """A product of the catalogue."""
    category = catalogue.ensure_category(values.pop("category", ""))
    given = {"price": Decimal(price), "cost": Decimal(values.pop("cost", "600")), **values}
    return catalogue.create_product(by=system_user(), name=name, category=category, **given)


def make_purchase(customer: Customer, *lines: Line, total: str = "", days_ago: float = 0, **document: Any) -> Purchase:
    """A purchase of these lines, or one of this sum, so many days ago."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    made = list(lines) or [Line(price=Decimal(total or "100"))]
    return services.create(
        by=system_user(), customer=customer, lines=made, document=Document(purchased_at=at, **document)
    )
