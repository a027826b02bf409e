"""The short ways of columns give the answers of the full reading, on many thousands of made-up cells."""

import csv
import datetime as dt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import customers
from core.cells import CellCleaner
from customers.cells.names import names_company, parts_of
from imports.cleaning import Cleaner
from imports.cleaning.columns import Column, LoneColumn, Odd
from imports.cleaning.rows import Problem
from imports.mapping.plan import CUSTOMERS, Line, Mapping, targets_of
from tests.imports.rows import Row

TODAY = dt.date(2026, 11, 21)
EACH = 17_000
DATA = Path(customers.__path__[0]) / "demo" / "data"
PHONES = (
    "+7{}", "8{}", "7{}", "{}", "8-{}", "8 {}", " {} ", "+8{}", "+{}", "00{}", "8{}1", "({})", "{}.0", "'+7{}",
    "8.{}", "+7 {} доб. 12", "тел. {}", "{0}, 8{0}", "{0}/8{0}", "{}-", "+7+7{}", "77{}", "7 8{}", "", "{}\u00a0",
    "+7 ({0:.3}) {0:.3}-{0:.2}-{0:.2}", "8 ({0:.3}){0:.3} {0:.2} {0:.2}", "8{0:.3}-{0:.3}-{0:.2}-{0:.2}",
    "{}E+10", "нет",
)  # fmt: skip
LOCALS = ("ivan", "i.van", "IVAN", "иван", "i..van", ".ivan", "i+van", "i van", "i" * 64, "i" * 65, "")
DOMAINS = ("mail.ru", "gmial.com", "yandex.ru", "Mail.RU", "mail,ru", "почта.рф", "mail", "example.com", "a.b.c.ru",
           "-a.ru", "test.museum", "gmail.con", "mai.ru", "mail.ru.", "mail.ru, b@ya.ru", "mail.ru;x",
           "mail.ru>")  # fmt: skip


def words(name: str, *columns: str) -> list[str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file) for column in columns]


def phone(rng: Random) -> str:
    return rng.choice(PHONES).format(f"{rng.choice('9999998473')}{rng.randrange(10**9):09}")


def email(rng: Random) -> str:
    return f"{rng.choice(LOCALS)}{rng.choice(['', '', '1', '_', '-'])}@{rng.choice(DOMAINS)}"


SURNAMES = [*words("surnames.csv", "male", "female"), "Ли", "Роман", "Абрамович", "О'Нил", "Салтыков-Щедрин", "ООО"]
FIRST = [*words("first_names.csv", "name"), "Саша", "Аргишти", "МАРИЯ", "мария", "И.", "Анна-Мария", "Лев"]
MIDDLE = [*words("patronymics.csv", "male", "female"), "оглы", "Гасан", "П.", "Ильич", "", "1990"]


def name(rng: Random) -> str:
    parts = [rng.choice(SURNAMES), rng.choice(FIRST), rng.choice(MIDDLE)]
    if rng.random() < 0.3:
        rng.shuffle(parts)
    if rng.random() < 0.2:
        parts.pop()
    return rng.choice(("{}", "{}", "{}", " {}", "{}.", "ИП {}", "{} ")).format(rng.choice("   ,\u00a0").join(parts))


def number(rng: Random) -> str:
    return rng.choice(("{}", "0{}", "{}.0", "{}E+5", "{}-a", "ID {}", "{},0", "٣{}")).format(rng.randrange(10**6))


def text(rng: Random) -> str:
    return rng.choice(("{}", "'={}", "{}  {}", "{}\u200b", "#REF!", "-", "{}\x00", " {}", "«{}»", "=({})")).format(
        rng.choice(FIRST), rng.choice(SURNAMES)
    )


def column(target: str) -> LoneColumn:
    headings = ["x"]
    cleaner = Cleaner(Mapping((Line("x", target),)), headings, today=TODAY)
    [made] = cleaner._columns
    assert isinstance(made, LoneColumn)
    return made


def both(made: Column, cells: list[str]) -> tuple[list[Any], list[Any]]:
    """(answers of the column with what it reports, answers of the full reading with what it says)."""
    told: dict[int, list[Problem]] = {}
    values = made.read(cells, lambda row, problem: told.setdefault(row, []).append(problem))
    quick = [(value, [p.code for p in told.get(at, [])]) for at, value in enumerate(values)]
    slow = []
    for cell in cells:
        full: Any = made.slow(cell) if cell else None
        cleaned = full.cleaned if isinstance(full, Odd) else full
        slow.append((cleaned.value, [note.code for note in cleaned.notes]) if cleaned else (None, []))
    return quick, slow


@pytest.mark.parametrize(
    ("target", "make"),
    [
        ("phone", phone),
        ("email", email),
        ("full_name", name),
        ("external_id", number),
        ("address", text),
        ("note", text),
    ],
)
def test_short_way_agrees_with_the_full_reading(target: str, make: Any) -> None:
    rng = Random(11)
    cells = [make(rng) for _ in range(EACH)]
    quick, slow = both(column(target), cells)
    if target == "full_name":  # the short way knows more surely that it is a person
        quick, slow = ([(v and v[:2], c) for v, c in side] for side in (quick, slow))

    assert [(cell, q, s) for cell, q, s in zip(cells, quick, slow, strict=True) if q != s] == []


def test_parts_of_names_are_those_of_the_form() -> None:
    rng = Random(12)
    made = column("full_name")
    for _ in range(EACH):
        whole = made.read([name(rng)], lambda _row, _problem: None)[0]
        if whole is not None:
            expected = None if names_company(whole.name) else parts_of(whole.name)
            assert whole.parts == expected, whole.name


@given(st.lists(st.text(alphabet="+789 ()-.\u00a0\u0667x,;/доб@E'0132", max_size=18), max_size=8))
def test_short_ways_agree_on_any_text(cells: list[str]) -> None:
    for target in ("phone", "email", "external_id", "note"):
        quick, slow = both(column(target), cells)
        assert quick == slow


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates(), st.datetimes(), st.times()
)


@pytest.mark.django_db
@given(st.lists(st.lists(CELLS, min_size=0, max_size=22), max_size=5))
def test_batch_gives_what_rows_alone_give_and_nothing_breaks(table: list[list[Any]]) -> None:
    headings = list(targets_of(CUSTOMERS))
    mapping = Mapping(tuple(Line(heading, heading) for heading in headings))
    rows = [Row(at, tuple(cells)) for at, cells in enumerate(table)]

    together = Cleaner(mapping, headings, today=TODAY).clean_many(rows)

    assert together == [Cleaner(mapping, headings, today=TODAY).clean(row) for row in rows]
    for row in together:
        assert bool(row.rejected) == any(problem.grade == "rejects" for problem in row.problems)


def test_cleaner_of_a_field_gives_the_value_of_a_good_cell() -> None:
    cleaner = targets_of(CUSTOMERS)["inn"].cleaner
    assert isinstance(cleaner, CellCleaner)
    assert cleaner("7707083893") == "7707083893"
