"""A purchase as it is asked for, its lines filled in and counted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from accounts.models import User
from sales import rules
from sales.choices import PaymentStatus
from sales.models import Category, Product, PurchaseLine, Shop
from sales.money import LineSums, Sums, rounded, sums_of

ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line as it is asked for. Without a price, cost and category it takes those of the product."""

    product: Product | None = None
    category: Category | None = None
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    discount: Decimal = ZERO
    cost: Decimal | None = None
    unit: str = ""
    stood: bool = field(default=False, compare=False)
    """It was sold on another day: its category is that of that day, none too."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """All of a purchase but its client and its lines."""

    purchased_at: dt.datetime | None = None
    number: str = ""
    shop: Shop | None = None
    seller: User | None = None
    status: str = PaymentStatus.PAID
    channel: str = ""
    promo_code: str = ""
    currency: str = "RUB"
    rate: Decimal | None = None


def counted(document: Document, lines: Sequence[Line], at: dt.datetime) -> tuple[Decimal, list[Line], Sums]:
    """The rate, the lines with everything filled in, the sums."""
    rules.refuse_moment(at)
    rules.refuse_number_of_lines(len(lines))
    rate = rules.rate_of(document.currency, document.rate)
    made = [_filled(line, rate) for line in lines]
    for line in made:
        rules.refuse_unit(line.product, line.unit)
        rules.refuse_money(line.quantity, line.price or ZERO, line.discount, line.cost or ZERO)
    return rate, [replace(line, unit="") for line in made], sums_of((_sums(line) for line in made), rate)


def _filled(line: Line, rate: Decimal) -> Line:
    """A product's price is in the company's money."""
    product = line.product
    if product is None:
        return replace(line, price=line.price or ZERO, cost=line.cost or ZERO)
    return replace(
        line,
        price=rounded(product.price / rate) if line.price is None else line.price,
        cost=product.cost if line.cost is None else line.cost,
        category=line.category if line.stood else line.category or product.category,
    )


def as_stood(lines: Sequence[Line], kept: Sequence[Line]) -> list[Line]:
    """What was sold keeps the cost and the category of its day: the first line of a product goes on the first of it."""
    left: dict[int | None, list[Line]] = defaultdict(list)
    for line in kept:
        left[line.product.pk if line.product else None].append(line)
    made = []
    for line in lines:
        those = left[line.product.pk if line.product else None]
        was = those.pop(0) if those else None
        if was is not None:
            cost = was.cost if line.cost is None else line.cost
            line = replace(line, cost=cost, category=line.category or was.category, stood=True)  # noqa: PLW2901
        made.append(line)
    return made


def _sums(line: Line) -> LineSums:
    return LineSums(quantity=line.quantity, price=line.price or ZERO, discount=line.discount, cost=line.cost or ZERO)


def line_of(line: PurchaseLine) -> Line:
    """As it stands."""
    return Line(
        product=line.product, category=line.category, quantity=line.quantity, price=line.price,
        discount=line.discount, cost=line.cost, stood=True,
    )  # fmt: skip
