"""Cells of a row of products or purchases put together, and held to the rules of sales."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_UP, Decimal
from itertools import chain
from typing import Any

from django.utils import timezone

from core.cells import Note
from customers.cells.moments import is_today_without_a_clock
from imports.cleaning import Cleaner
from imports.cleaning.columns import Column, problem_of
from imports.cleaning.rows import ROW, CleanPoint, CleanRow, FileRow, Problem
from imports.mapping.plan import Mapping, targets_of
from imports.trade import OF_CLIENTS, PURCHASES, TALKS
from imports.trade.talks import Talks
from sales.money import KOPECK, MOST, rounded
from sales.rules import EARLIEST, LEEWAY, MOST_QUANTITY

KEYS = ("external_id", "phone", "email", "inn")
NUMBERS = ("total", "quantity", "price", "discount", "cost")


class TradeCleaner(Cleaner):
    """Columns are read as those of clients are; what they make of a row is another."""

    def __init__(self, entity: str, mapping: Mapping, headings: Sequence[str], sample: Iterable[FileRow] = ()) -> None:
        super().__init__(mapping, headings, today=timezone.localdate(), targets=targets_of(entity), sample=sample)
        from imports.cleaning.building import constants_of

        constants = constants_of(mapping, headings, targets_of(entity), today=timezone.localdate())
        self._assembler = _Assembler(entity, constants)  # type: ignore[assignment]


class _Assembler:
    def __init__(self, entity: str, constants: dict[str, list[Any]]) -> None:
        self._entity = entity
        self._constants = {code: given[0] for code, given in constants.items()}
        self._talks = Talks() if entity == TALKS else None

    def rows(
        self,
        numbers: Sequence[int],
        found: dict[str, list[tuple[Column, list[Any]]]],
        problems: dict[int, list[Problem]],
    ) -> list[CleanRow]:
        """One row for each number."""
        columns = {code: _joined(read) for code, read in found.items()}
        made = []
        now = timezone.now()
        for at, number in enumerate(numbers):
            values = {
                **self._constants,
                **{code: cells[at] for code, cells in columns.items() if cells[at] is not None},
            }
            values = {code: _flat(value) for code, value in values.items()}
            odd = problems.get(at, [])
            rejected = next((one.code for one in odd if one.grade == "rejects"), "")
            if not rejected:
                rejected = self._rule(values, odd, now)
                if rejected:
                    said = str(values.get("total") or values.get("at", ""))
                    odd = [*odd, problem_of(Note(rejected, "rejects"), ROW, "", said)]
            phones, emails = (_points(columns.get(f"customer.{kind}"), at) for kind in ("phone", "email"))
            made.append(CleanRow(number, values, phones, emails, (), tuple(odd), rejected))
        return made

    def _rule(self, values: dict[str, Any], odd: list[Problem], now: dt.datetime) -> str:
        """Fill in what is missing; returns why the row cannot be brought in."""
        if self._entity in OF_CLIENTS and not any(values.get(f"customer.{key}") for key in KEYS):
            return "no_client"
        if self._talks is not None:
            return self._talks.settled(values, odd)
        return _purchase(values, odd, now) if self._entity == PURCHASES else _product(values)


def _joined(read: list[tuple[Column, list[Any]]]) -> list[Any]:
    """Texts of several columns, such as subject and message, under one another."""
    if len(read) == 1:
        return read[0][1]
    return [
        _of_columns([one for one in cells if one]) for cells in zip(*(cells for _column, cells in read), strict=True)
    ]


def _of_columns(cells: list[Any]) -> Any:
    if not cells:
        return None
    return tuple(chain.from_iterable(cells)) if isinstance(cells[0], tuple) else "\n".join(cells)


def _flat(value: Any) -> Any:
    """Of several phones or addresses the first; the others go beside the values."""
    return value[0].value if isinstance(value, tuple) else value


def _points(read: list[Any] | None, at: int) -> tuple[CleanPoint, ...]:
    return (read[at] or ()) if read else ()


def _product(values: dict[str, Any]) -> str:
    if not values.get("name"):
        values["name"] = values.get("sku", "")
    if not values["name"]:
        return "no_name"
    return "negative_price" if any(Decimal(values.get(code, "0")) < 0 for code in ("price", "cost")) else ""


def _purchase(values: dict[str, Any], odd: list[Problem], now: dt.datetime) -> str:
    """Fill in what is missing; returns why it cannot be brought in."""
    if "purchased_at" not in values:
        return "no_date"
    at = dt.datetime.fromisoformat(values["purchased_at"])
    if at > now + LEEWAY and not is_today_without_a_clock(at, now):
        return "future"
    return "too_old" if at < EARLIEST else _sums(values, odd)


def _sums(values: dict[str, Any], odd: list[Problem]) -> str:
    total, quantity, price, discount, cost = (Decimal(values[code]) if code in values else None for code in NUMBERS)
    quantity, cost = Decimal(1) if quantity is None else quantity, cost or Decimal(0)
    discount = discount or Decimal(0)
    if total is None and price is None:
        return "no_sum"
    if quantity == 0:
        return "quantity"
    if (price is not None and price < 0) or cost < 0:
        return "negative_price"
    if discount < 0:
        return "negative_discount"
    if _too_large(abs(quantity), [price or Decimal(0), cost]):
        return "sum_too_large"
    back = quantity < 0 or (total is not None and total < 0) or values.get("status") == "returned"
    quantity, total = abs(quantity), None if total is None else abs(total)
    if price is None or (total is not None and rounded(price * quantity) - discount != total):
        assert total is not None
        if price is not None:
            odd.append(problem_of(Note("sum_differs", "fixed"), ROW, "total", str(total)))
        # A third of a hundred is no price: the quantity stays, and what is too much by kopecks is a discount.
        price = ((total + discount) / quantity).quantize(KOPECK, rounding=ROUND_UP)
        discount = rounded(price * quantity) - total
    if _too_large(quantity, [price, cost]):
        return "sum_too_large"
    if discount > rounded(price * quantity):
        return "discount"
    sign = -1 if back else 1
    values.update(
        quantity=f"{quantity * sign:f}", price=f"{rounded(price):f}", discount=f"{rounded(discount * sign):f}",
        cost=f"{rounded(cost):f}", status="returned" if back else values.get("status", "paid"),
    )  # fmt: skip
    return ""


def _too_large(quantity: Decimal, prices: Iterable[Decimal]) -> bool:
    """Beyond what columns hold: one such row would bring its whole batch down."""
    return quantity >= MOST_QUANTITY or any(max(price, price * quantity) >= MOST for price in prices)
