"""Rows of a file that no sure key tells of are weighed by the matcher of the form and the search."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from customers.models import Customer
from imports import whole
from imports.models import Import, StagedRow, Verdict
from imports.staging import fixing
from quality.matching.cards import Said, compared
from quality.search import services as searching
from quality.search.similar import similar, similar_to_each
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db(transaction=True)
BORN = dt.date(1985, 3, 12)
HEADINGS = "Фамилия;Имя;Дата рождения;Город;Телефон\n"


@pytest.fixture
def elena(colleague: User) -> Customer:
    one = make_person("Морозова Елена Викторовна", birth_date=BORN, city="Казань", responsible=colleague)
    make_phone(one)
    for name in ("Иванов Пётр", "Смирнова Анна", "Петров Иван"):
        make_person(name, city="Казань")
    searching.search_whole()
    return one


def checked(rows: str, by: User, folder: Path, **more: Any) -> Import:
    path = folder / "a.csv"
    path.write_text(HEADINGS + rows, "utf-8")
    return whole.checked(whole.Wish(path=path, by=by, source="1С", **more))


def verdicts(imported: Import) -> list[tuple[str, str]]:
    return list(StagedRow.objects.of(imported).order_by("number").values_list("verdict", "reason"))


def test_who_resembles_a_client_is_doubtful(elena: Customer, admin_user: User, tmp_path: Path) -> None:
    imported = checked(
        "Марозова;Лена;12.03.1985;г. Казань;\n"
        "Козлов;Семён;01.02.1990;Пермь;\n"
        "Морозова;Елена;12.03.1985;Казань;+7 916 555-44-33\n",
        admin_user, tmp_path,
    )  # fmt: skip

    # The third names a phone, which tells for sure who it is not; what it resembles is found after the import.
    assert verdicts(imported) == [(Verdict.DOUBTFUL, "similar"), (Verdict.NEW, ""), (Verdict.NEW, "")]
    row = StagedRow.objects.of(imported).get(verdict=Verdict.DOUBTFUL)
    assert row.candidates == [[elena.pk, "similar"]]

    fixing.decide(imported, row, str(elena.pk))
    row.refresh_from_db()
    assert (row.verdict, row.customer_id) in {(Verdict.UPDATED, elena.pk), (Verdict.UNCHANGED, elena.pk)}


def test_a_colleagues_client_is_resembled_without_a_word_of_him(
    elena: Customer, manager: User, client_for: Callable[[User], StrictClient], tmp_path: Path
) -> None:
    manager.role.permissions = [*manager.role.permissions, Permission.IMPORT_BASE]
    manager.role.save()
    imported = checked("Марозова;Лена;12.03.1985;г. Казань;\n", manager, tmp_path)
    row, browser = StagedRow.objects.of(imported).get(), client_for(manager)
    assert row.verdict == Verdict.DOUBTFUL
    address = reverse("imports:doubt", args=[imported.pk, row.number])

    page = browser.get(address).content.decode()
    assert "карточка коллеги" in page
    for word in ("Морозова", "Елена", "Викторовна", elena.get_absolute_url()):
        assert word not in page
    assert browser.post(address, {"decision": str(elena.pk)}).status_code == 404
    browser.post(address, {"decision": "new"})
    row.refresh_from_db()
    assert (row.verdict, row.customer_id) == (Verdict.NEW, None)


def test_likeness_may_be_switched_off(elena: Customer, admin_user: User, tmp_path: Path) -> None:
    imported = checked("Марозова;Лена;12.03.1985;Казань;\n", admin_user, tmp_path, match=("phone", "email"))

    assert verdicts(imported) == [(Verdict.NEW, "")]


def test_rows_of_a_file_and_the_form_get_one_answer(elena: Customer) -> None:
    make_person("Морозов Елисей", city="Казань")
    searching.search_whole()
    typed = [
        compared(Said(at, "person", last, first, "", f"{last} {first}", born, city))
        for at, (last, first, born, city) in enumerate(
            (last, first, born, city)
            for last in ("Морозова", "Марозова", "Иванов", "Кузнецов")
            for first in ("Лена", "Пётр", "")
            for born in (BORN, dt.date(1985, 12, 3), None)
            for city in ("Казань", "")
        )
    ]

    found = similar_to_each(typed)

    one_by_one = {at: [one.customer for one in similar(row)] for at, row in enumerate(typed)}
    assert {at: cards[:5] for at, cards in found.items()} == {at: cards for at, cards in one_by_one.items() if cards}
    assert elena.pk in found[0]


def test_a_batch_is_one_question(elena: Customer) -> None:
    row = compared(Said(0, "person", "Морозова", "Лена", "", "", BORN, "Казань"))
    asked = []
    for number in (1, 300):
        with CaptureQueriesContext(connection) as queries:
            found = similar_to_each([row._replace(customer_id=at) for at in range(number)])
        assert len(found) == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
