"""Rows that hang on one that was put right: all of them are read again, however many there are."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from imports.models import Import, StagedRow
from imports.staging import fixing
from journal import runs
from sales.models import Purchase
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import brought, checked, table
from tests.sales.test_wizard import HEADINGS, ROWS, uploaded

pytestmark = pytest.mark.django_db
SAME = [("Иванова Мария", "+7 917 234-18-60", f"one{n}@example.com", "", "") for n in range(5)]


@pytest.fixture
def browser(admin_user: User, client_for: Callable[[User], StrictClient]) -> StrictClient:
    return client_for(admin_user)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixing, "AT_ONCE", 2)


def verdicts(imported: Import) -> list[str]:
    return list(StagedRow.objects.of(imported).order_by("number").values_list("verdict", flat=True))


def check_done(imported: Import) -> None:
    imported.refresh_from_db()
    assert imported.state == "checking"
    assert imported.job
    runs.run_here(imported.job)
    imported.refresh_from_db()


def test_of_a_row_left_out_all_repeats_are_read_again(browser: StrictClient) -> None:
    imported = brought(browser, SAME)
    assert verdicts(imported) == ["new", *["duplicate"] * 4]
    first = StagedRow.objects.of(imported).order_by("number")[0]

    answer = browser.post(reverse("imports:row_drop", args=[imported.pk, first.number]))

    assert answer["Location"] == reverse("imports:running", args=[imported.pk])
    check_done(imported)
    assert verdicts(imported) == ["dropped", "new", *["duplicate"] * 3]
    assert imported.counts["duplicates"] == 3


def test_the_same_in_place(browser: StrictClient) -> None:
    imported = brought(browser, SAME)
    first = StagedRow.objects.of(imported).order_by("number")[0]
    cell = reverse("imports:cell", args=[imported.pk, first.number, 1])

    answer = browser.post(cell, {"value": "+7 917 000-00-01"}, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == reverse("imports:running", args=[imported.pk])
    check_done(imported)
    assert verdicts(imported) == ["new", "new", *["duplicate"] * 3]


def test_rows_left_out_together_let_their_repeats_go_on(browser: StrictClient) -> None:
    imported = brought(browser, [("Иванова Мария", "+7 917 234-18-60", "", "31.02.1990", ""), *SAME])
    assert verdicts(imported) == ["new", *["duplicate"] * 5]
    drop = {"act": "drop", "column": "3", "code": StagedRow.objects.of(imported).order_by("number")[0].problems[0][3]}

    answer = browser.post(reverse("imports:fix_all", args=[imported.pk]), drop)

    assert answer["Location"] == reverse("imports:running", args=[imported.pk])
    check_done(imported)
    assert verdicts(imported) == ["dropped", "new", *["duplicate"] * 4]


def test_one_answer_serves_every_row_of_a_doubtful_client(browser: StrictClient) -> None:
    for _card in range(2):
        make_phone(make_person(), "+7 916 111-22-33")
    rows = [("+7 916 111-22-33", f"А-{n}", *ROWS[0][2:]) for n in range(5)]
    imported = checked(browser, uploaded(browser, table(rows, HEADINGS)), use=["phone"])
    assert verdicts(imported) == ["doubtful"] * 5
    first = StagedRow.objects.of(imported).order_by("number")[0]

    browser.post(reverse("imports:doubt", args=[imported.pk, first.number]), {"decision": str(first.candidates[0][0])})

    check_done(imported)
    assert verdicts(imported) == ["new"] * 5
    assert not Purchase.objects.exists()
