"""What a column is by its cells, when its heading says nothing."""

import csv
import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import customers
from customers.cells.contacts import read_emails, read_phones
from customers.cells.dates import days
from customers.cells.names import FEMALE, MALE, names_company
from customers.cells.numbers import inn_holds, whole
from customers.cells.text import says_nothing
from customers.normalise.split import PATRONYMIC, is_first_name

CITIES = Path(customers.__path__[0]) / "demo" / "data" / "cities.csv"
LEAST = 3
"""Cells a column must have before it is judged by them."""
ENOUGH = 0.7
YES_NO = frozenset({"да", "нет", "yes", "no", "true", "false", "истина", "ложь", "0", "1", "+", "-", "y", "n"})
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
PHONE_LOOK = re.compile(r"[+\d][\d\s()./-]{8,24}(?:\D.*)?")


def by_values(cells: Sequence[str], today: dt.date) -> tuple[str, float]:
    """(target, share of the cells that are so); nothing when the cells do not tell."""
    said = [cell.strip() for cell in cells if cell.strip() and not says_nothing(cell.strip())]
    if len(said) < LEAST:
        return "", 0.0
    for target, test in _tests(today):
        share = sum(map(test, said)) / len(said)
        if share >= ENOUGH:
            return target, share
    return "", 0.0


def fits(target: str, cells: Sequence[str], today: dt.date) -> float | None:
    """The share of cells that can be of the target; None when values cannot tell."""
    test = dict(_tests(today)).get(target)
    said = [cell.strip() for cell in cells if cell.strip() and not says_nothing(cell.strip())]
    return sum(map(test, said)) / len(said) if test and said else None


def is_yes_no(cells: Sequence[str]) -> bool:
    """Whether the column answers a question: such a one is brought in only when somebody says what it asks."""
    said = {cell.strip().lower() for cell in cells if cell.strip()}
    return bool(said) and said <= YES_NO


def _tests(today: dt.date) -> tuple[tuple[str, Callable[[str], bool]], ...]:
    read = days(today)

    def birth(cell: str) -> bool:
        found = read(cell).value
        return found is not None and 5 <= today.year - found.year <= 110

    return (
        ("email", lambda cell: "@" in cell and bool(read_emails(cell).value)),
        ("inn", lambda cell: inn_holds(whole(cell))),
        ("phone", lambda cell: bool(PHONE_LOOK.fullmatch(cell)) and bool(read_phones(cell).value)),
        ("birth_date", birth),
        ("sex", lambda cell: cell.lower() in MALE or cell.lower() in FEMALE),
        ("full_name", _is_full_name),
        ("city", lambda cell: cell.lower().removeprefix("г.").strip() in _cities()),
        ("first_name", is_first_name),
        ("middle_name", lambda cell: " " not in cell and bool(PATRONYMIC.search(cell.lower()))),
    )


def _is_full_name(cell: str) -> bool:
    words = WORD.findall(cell)
    if names_company(cell):
        return True
    if not 2 <= len(words) <= 4 or len(cell) > 100:
        return False
    return any(is_first_name(word) or PATRONYMIC.search(word.lower()) for word in words)


@cache
def _cities() -> frozenset[str]:
    with CITIES.open(encoding="utf-8", newline="") as file:
        return frozenset(row["city"].lower() for row in csv.DictReader(file))
