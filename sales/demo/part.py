"""Writes the purchases of the demo base: by COPY, in batches; values are counted once, after the last of them."""

import datetime as dt
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from random import Random

from django.db import connection, transaction

from accounts import company
from accounts.services import ensure_demo_accounts
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.models import Customer
from customers.normalise.names import sort_name
from sales import catalogue, values
from sales.demo.goods import SERVICES, SHOPS, goods
from sales.models import Product, Purchase

COLUMNS = (
    "id", "customer_id", "number", "purchased_at", "shop_id", "seller_id", "status", "channel", "promo_code",
    "currency", "rate", "own_total", "total", "cost", "discount", "profit", "created_at", "updated_at",
)  # fmt: skip
LINE_COLUMNS = ("purchase_id", "product_id", "category_id", "quantity", "price", "discount", "cost", "position")
BATCH = 10_000
NULL = "\\N"
HISTORY_DAYS = 3 * 365
# Shares of a month in the year's sales: December and the days before 8 March, the quiet summer.
SEASONS = (0.8, 1.1, 1.2, 0.9, 0.9, 0.8, 0.7, 0.8, 1.0, 1.1, 1.3, 1.9)
CHANNELS = ("shop", "shop", "shop", "site", "phone", "market")
PROMO = ("ОСЕНЬ10", "ПОДРУГЕ", "ЛЁН15")
# The best fifth brings most of the money: how often a client comes falls as a power of chance.
LOYALTY = 2.6


@dataclass(frozen=True, slots=True)
class Ware:
    """A product with what COPY needs of it; money in kopecks."""

    id: int
    category: str
    price: int
    cost: int


def register() -> None:
    """Offer purchases to `seed_demo`: the catalogue comes with them."""
    demo_parts.add(DemoPart(code="purchases", make=make_purchases, weight=30))


def make_purchases(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Write `plan.purchases` documents with their lines; a return now and then stands after what it returns."""
    if not plan.purchases:
        return {}
    wares, shops = _catalogue(), [shop.pk for name in SHOPS if (shop := catalogue.ensure_shop(name))]
    sellers = [user.pk for user in ensure_demo_accounts()]
    customers = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    maker = _Maker(plan, wares, shops, sellers, customers, first=Purchase.objects.count())
    written = 0
    while written < plan.purchases and customers:
        size = min(BATCH, plan.purchases - written)
        with transaction.atomic():
            _write(maker, size)
        written += size
        progress(size)
    values.rebuild()
    return {"purchases": written, "products": len(wares)}


def _write(maker: "_Maker", size: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute("SET LOCAL kartoteka.values_later TO 'on'")
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('sales_purchase', 'id')) FROM generate_series(1, %s)", [size]
        )
        ids = [number for (number,) in cursor.fetchall()]
        purchases, lines = maker.batch(ids)
        with cursor.copy(f"COPY sales_purchase ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            copy.write(purchases)
        with cursor.copy(f"COPY sales_purchaseline ({', '.join(LINE_COLUMNS)}) FROM STDIN") as copy:
            copy.write(lines)


class _Maker:
    """Purchases out of chance: the same plan over the same base gives the same lines."""

    def __init__(
        self, plan: DemoPlan, wares: list[Ware], shops: list[int], sellers: list[int], customers: list[int], first: int
    ) -> None:
        self.rng = Random(f"{plan.seed}:purchases:{first}")  # noqa: S311  # a demo base, no secret
        self.wares, self.shops, self.sellers, self.customers = wares, shops, sellers, customers
        self.number = first
        self._weights = list(accumulate(good.weight for good in goods()))
        self._order = customers[:]
        self.rng.shuffle(self._order)
        self._end = _midnight(plan) - 1
        self._moments = _moments(plan, self.rng)
        self._returnable: list[tuple[int, float, list[tuple[Ware, int, int]]]] = []

    def batch(self, ids: list[int]) -> tuple[bytes, bytes]:
        """Lines for COPY of so many purchases and of what stands in them."""
        purchases: list[str] = []
        lines: list[str] = []
        for pk in ids:
            if self._returnable and self.rng.random() < 0.02:
                self._give_back(pk, purchases, lines)
            else:
                self._buy(pk, purchases, lines)
        return "".join(purchases).encode(), "".join(lines).encode()

    def _buy(self, pk: int, purchases: list[str], lines: list[str]) -> None:
        rng = self.rng
        customer = self._order[int(len(self._order) * rng.random() ** LOYALTY)]
        at = next(self._moments)
        off = rng.choice((5, 10, 15)) if rng.random() < 0.22 else 0
        bought = [self._line(off) for _ in range(_count_of_lines(rng))]
        chance = rng.random()
        status = "invoiced" if chance < 0.03 else "partly" if chance < 0.06 else "paid"
        promo = rng.choice(PROMO) if off and rng.random() < 0.5 else ""
        self._add(pk, customer, at, status, promo, bought, purchases, lines, 1)
        if status == "paid" and rng.random() < 0.05:
            self._returnable.append((customer, at, bought[:1]))

    def _give_back(self, pk: int, purchases: list[str], lines: list[str]) -> None:
        """What one line of an earlier purchase was, some days after it."""
        customer, at, bought = self._returnable.pop()
        later = min(at + self.rng.randint(1, 14) * 86_400, self._end)
        self._add(pk, customer, later, "returned", "", bought, purchases, lines, -1)

    def _line(self, off: int) -> tuple[Ware, int, int]:
        rng = self.rng
        ware = self.wares[bisect(self._weights, rng.random() * self._weights[-1])]
        count = 1 if ware.price > 300_000 or rng.random() < 0.6 else rng.randint(2, 6)
        return ware, count, ware.price * count * off // 100

    def _add(
        self,
        pk: int,
        customer: int,
        at: float,
        status: str,
        promo: str,
        bought: list[tuple[Ware, int, int]],
        purchases: list[str],
        lines: list[str],
        sign: int,
    ) -> None:
        rng = self.rng
        self.number += 1
        total = sum(ware.price * count - off for ware, count, off in bought) * sign
        cost = sum(ware.cost * count for ware, count, _off in bought) * sign
        discount = sum(off for _ware, _count, off in bought) * sign
        moment = dt.datetime.fromtimestamp(int(at), dt.UTC).isoformat()
        channel = rng.choice(CHANNELS)
        shop = self.shops[-1] if channel in {"site", "market"} else rng.choice(self.shops[:-1])
        sums = (_money(total), _money(total), _money(cost), _money(discount), _money(total - cost))
        fields = (
            pk, customer, f"{self.number:06d}", moment, shop, rng.choice(self.sellers), status, channel, promo, "RUB",
            1, *sums, moment, moment,
        )  # fmt: skip
        purchases.append("\t".join(map(str, fields)) + "\n")
        for place, (ware, count, off) in enumerate(bought):
            line = (
                pk, ware.id, ware.category, count * sign, _money(ware.price), _money(off * sign), _money(ware.cost),
                place,
            )  # fmt: skip
            lines.append("\t".join(map(str, line)) + "\n")


def _midnight(plan: DemoPlan) -> float:
    return dt.datetime.combine(plan.end_date, dt.time(), tzinfo=company.current().zone).timestamp()


def _moments(plan: DemoPlan, rng: Random) -> Iterator[float]:
    """Working hours of days up to the last one, more of them in seasons and the nearer the end."""
    midnight = _midnight(plan)
    while True:
        ago = int(HISTORY_DAYS * rng.random() ** 1.3) + 1
        day = plan.end_date - dt.timedelta(days=ago)
        if rng.random() * max(SEASONS) <= SEASONS[day.month - 1]:
            yield midnight - ago * 86_400 + rng.randint(9 * 3600, 20 * 3600)


def _count_of_lines(rng: Random) -> int:
    return 1 + bisect((0.5, 0.76, 0.9, 0.97), rng.random())


def _money(kopecks: int) -> str:
    return f"{'-' if kopecks < 0 else ''}{abs(kopecks) // 100}.{abs(kopecks) % 100:02d}"


def _catalogue() -> list[Ware]:
    """The goods, made where they are missing."""
    standing = {product.sku: product for product in Product.objects.exclude(sku="").order_by("pk")}
    wares = []
    for place, good in enumerate(goods()):
        sku = f"D-{place + 1:04d}"
        path = f"{good.department}/{good.group}".rstrip("/")
        product = standing.get(sku) or Product.objects.create(
            sku=sku, name=good.name, sort_name=sort_name(good.name), brand=good.brand, unit=good.unit,
            category=catalogue.ensure_category(path), price=Decimal(good.price), is_service=good.department == SERVICES,
            cost=Decimal(good.price * (45 + place * 7 % 25) // 100),
        )  # fmt: skip
        category = NULL if product.category_id is None else str(product.category_id)
        wares.append(Ware(product.pk, category, int(product.price * 100), int(product.cost * 100)))
    return wares
