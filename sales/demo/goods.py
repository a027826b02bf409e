"""What the demo shop sells: departments with goods, prices in roubles, and how often each is bought."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data" / "goods.csv"
SHOPS = ("Салон на Баумана", "Магазин на Ленина", "Шоурум на Садовой", "Интернет-магазин")
SERVICES = "Услуги"


class Good(NamedTuple):
    """A product, its department, and how often it is bought."""

    department: str
    group: str
    name: str
    brand: str
    price: int
    unit: str
    weight: float


@cache
def goods() -> tuple[Good, ...]:
    """Read the dictionary, once in a process."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Good(
                row["department"], row["group"], row["name"], row["brand"], int(row["price"]), row["unit"],
                float(row["weight"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip
