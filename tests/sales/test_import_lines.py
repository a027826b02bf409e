"""Lines of a purchase in several rows of a file: whatever is done to one of them, the purchase stays whole."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from imports.models import Import, StagedRow
from imports.staging.rules import DEFAULT_KEYS
from sales.models import Purchase
from tests.harness.client import StrictClient
from tests.imports.walking import applied, checked, table
from tests.sales.test_wizard import HEADINGS, ROWS, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def browser(admin_user: User, client_for: Callable[[User], StrictClient]) -> StrictClient:
    return client_for(admin_user)


def looked_at(browser: StrictClient, file: SimpleUploadedFile) -> Import:
    return checked(browser, uploaded(browser, file), use=list(DEFAULT_KEYS))


def said_of(imported: Import) -> list[tuple[str, str]]:
    return list(StagedRow.objects.of(imported).order_by("number").values_list("verdict", "reason"))


def test_a_line_left_out_and_brought_back_changes_nothing(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    again = looked_at(browser, table(ROWS, HEADINGS))
    before = said_of(again)
    first = StagedRow.objects.of(again).order_by("number")[0]
    url = reverse("imports:row_drop", args=[again.pk, first.number])

    browser.post(url)
    browser.post(url, {"back": "1"})

    assert said_of(again) == before == [("unchanged", "already")] * 3


def test_a_line_put_right_is_written_with_the_others(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    again = looked_at(browser, table(ROWS, HEADINGS))
    first = StagedRow.objects.of(again).order_by("number")[0]

    browser.post(reverse("imports:cell", args=[again.pk, first.number, 4]), {"value": "3"})

    assert [verdict for verdict, _reason in said_of(again)] == ["updated", "updated", "unchanged"]
    again.refresh_from_db()
    applied(browser, again)
    lines = Purchase.objects.get(number="А-1").lines.order_by("position").values_list("quantity", flat=True)
    assert list(lines) == [3, 6]


def test_a_line_that_moves_to_another_purchase_leaves_the_first_whole(browser: StrictClient) -> None:
    mixed = tuple((*row[:6], currency) for row, currency in zip(ROWS[:2], ("RUB", "USD"), strict=True))
    headings = (*HEADINGS[:6], "Валюта")
    imported = looked_at(browser, table([(*mixed[0], ""), (*mixed[1], "90")], (*headings, "Курс")))
    assert {reason for _verdict, reason in said_of(imported)} == {"mixed_currency"}
    last = StagedRow.objects.of(imported).order_by("-number")[0]

    browser.post(reverse("imports:cell", args=[imported.pk, last.number, 1]), {"value": "А-7"})

    assert [verdict for verdict, _reason in said_of(imported)] == ["new", "new"]


def test_the_workbook_of_a_rejected_line_holds_its_purchase(browser: StrictClient) -> None:
    wrong = (*ROWS[1][:5], "дорого", "")
    first = looked_at(browser, table((ROWS[0], wrong, ROWS[2]), HEADINGS))
    assert first.counts["rejected"] == 1
    applied(browser, first)
    answer = browser.get(reverse("imports:rejects", args=[first.pk]))
    workbook = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file

    second = looked_at(browser, SimpleUploadedFile("ошибки.xlsx", workbook))
    assert second.counts["rows"] == 2
    rejected = StagedRow.objects.of(second).get(verdict="rejected")
    browser.post(reverse("imports:cell", args=[second.pk, rejected.number, 5]), {"value": "50"})
    second.refresh_from_db()
    applied(browser, second)

    names = Purchase.objects.get(number="А-1").lines.order_by("position").values_list("product__name", flat=True)
    assert list(names) == ["Чайник", "Ложка"]


def test_a_purchase_of_the_base_is_not_replaced_by_the_lines_that_can_be_read(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    changed = (*ROWS[0][:4], "5", *ROWS[0][5:])
    wrong = (*ROWS[1][:5], "дорого", "")
    again = looked_at(browser, table((changed, wrong, ROWS[2]), HEADINGS))

    assert said_of(again) == [("rejected", "incomplete_purchase"), ("rejected", "no_sum"), ("unchanged", "already")]
    kept = StagedRow.objects.of(again).order_by("number")
    assert "остаётся" in browser.get(reverse("imports:preview", args=[again.pk]) + "?tab=rejected").content.decode()
    lines = Purchase.objects.get(number="А-1").lines
    assert lines.count() == 2
    browser.post(reverse("imports:cell", args=[again.pk, kept[1].number, 5]), {"value": "50"})
    assert [verdict for verdict, _reason in said_of(again)] == ["updated", "updated", "unchanged"]
    again.refresh_from_db()
    applied(browser, again)
    assert list(lines.order_by("position").values_list("quantity", flat=True)) == [5, 6]


def test_a_line_of_another_client_with_the_same_number_stands_in_nobodys_way(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    changed = (*ROWS[0][:4], "5", *ROWS[0][5:])
    theirs = ("+7 916 999-00-11", *ROWS[1][1:5], "дорого", "")
    again = looked_at(browser, table((changed, ROWS[1], theirs), HEADINGS))

    assert [verdict for verdict, _reason in said_of(again)] == ["updated", "updated", "rejected"]


def test_a_line_that_tells_no_client_may_be_of_any_purchase_with_its_number(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    changed = (*ROWS[0][:4], "5", *ROWS[0][5:])
    again = looked_at(browser, table((changed, ROWS[1], ("", *ROWS[1][1:])), HEADINGS))

    assert said_of(again) == [("rejected", "incomplete_purchase")] * 2 + [("rejected", "no_client")]


def test_a_line_left_out_on_purpose_lets_the_others_replace_the_purchase(browser: StrictClient) -> None:
    applied(browser, looked_at(browser, table(ROWS, HEADINGS)))
    changed = (*ROWS[0][:4], "5", *ROWS[0][5:])
    again = looked_at(browser, table((changed, (*ROWS[1][:5], "дорого", "")), HEADINGS))
    problems = reverse("imports:fix_all", args=[again.pk])

    browser.post(problems, {"act": "drop", "column": "5", "code": "not_a_number"})

    assert [verdict for verdict, _reason in said_of(again)] == ["updated", "dropped"]
