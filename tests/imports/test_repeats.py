"""Rows of one file about the same client, found by the staging table as a reader row by row would find them."""

import random
from pathlib import Path

import pytest

from accounts.services import system_user
from imports import whole
from imports.models import Import, StagedRow, Verdict
from imports.staging import checking
from imports.staging.repeats import repeats


def by_reading(rows: list[tuple[int, list[int]]]) -> list[tuple[int, int]]:
    """The rule itself: the first row with a key claims it, a repeat claims nothing."""
    seen: dict[int, int] = {}
    told = []
    for number, keys in rows:
        twin = next((seen[key] for key in keys if key in seen), None)
        if twin is not None:
            told.append((number, twin))
            continue
        for key in keys:
            seen.setdefault(key, number)
    return told


@pytest.mark.parametrize("chance", range(20))
def test_as_a_reader_would(chance: int) -> None:
    lots = random.Random(chance)
    rows = [(number, lots.choices(range(1, 40), k=lots.randint(1, 4))) for number in range(2, 60)]
    assert list(repeats(rows)) == by_reading(rows)


def checked(path: Path, lines: list[str]) -> Import:
    path.write_text("\n".join(("ID;Фамилия;Телефон;E-mail", *lines)), encoding="utf-8")
    wish = whole.Wish(path=path, by=system_user(), match=("phone", "email"))
    return whole.checked(wish)


@pytest.mark.django_db(transaction=True)
def test_a_repeat_claims_nothing_whatever_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "BATCH", 2)
    imported = checked(
        tmp_path / "base.csv",
        [
            "1;Иванова;+79001112233;one@example.com",
            "2;Петрова;+79004445566;",
            "3;Иванова;+79001112233;two@example.com",
            "4;Сидорова;;two@example.com",
            "5;Иванова;;one@example.com",
        ],
    )
    rows = StagedRow.objects.of(imported).order_by("number")
    assert list(rows.values_list("number", "verdict", "twin")) == [
        (2, Verdict.NEW, None),
        (3, Verdict.NEW, None),
        (4, Verdict.DUPLICATE, 2),
        (5, Verdict.NEW, None),
        (6, Verdict.DUPLICATE, 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_signs_that_copy_would_turn_stay(tmp_path: Path) -> None:
    name = 'Ка\\tя \\N \\\\ «"Ы"»'
    imported = checked(tmp_path / "base.csv", [f'1;"{name.replace(chr(34), chr(34) * 2)}";+79001112233;'])
    row = StagedRow.objects.of(imported).get()
    assert row.raw[1] == name
