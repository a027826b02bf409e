"""Rows that are put right while the button «bring in» is pressed elsewhere, and answers forged by hand."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.models import User
from imports import services
from imports.models import StagedRow
from imports.staging import checking
from imports.steps.loading import held
from tests.harness.client import StrictClient
from tests.imports.test_wizard import IVANOVA, SAFIN
from tests.imports.walking import applied, brought, checked

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[[User], StrictClient]


def test_rows_do_not_change_under_what_is_being_brought_in(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    services.start_apply(imported, by=admin_user)

    with pytest.raises(Http404), held(imported):
        pytest.fail("rows of an import at work may not be touched")
    for name, arguments in (("cell", [2, 0]), ("row_drop", [2]), ("fix_all", [])):
        url = reverse(f"imports:{name}", args=[imported.pk, *arguments])
        assert browser.post(url, {"value": "Другая", "act": "drop", "column": "0"}).status_code == 404


def test_a_forged_column_is_no_error(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    imported = brought(browser, [IVANOVA, SAFIN])
    url = reverse("imports:fix_all", args=[imported.pk])
    for column in ("--5", "99999999999999999999", "²", "0\0", ""):
        answer = browser.post(url, {"act": "drop", "column": column, "code": "no\0", "raw": "\0"})
        assert answer.status_code == 302, column
    assert StagedRow.objects.of(imported).filter(verdict="dropped").count() == 0


def test_decisions_outlive_a_new_check_however_many_there_are(
    admin_user: User, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "BATCH", 2)
    monkeypatch.setattr(checking, "AHEAD", 2)
    people = [(f"Клиентов{n} Иван", f"+7900{n:07}", "", "", "Казань") for n in range(11)]
    browser = client_for(admin_user)
    imported = brought(browser, people)
    numbers = list(StagedRow.objects.of(imported).order_by("number").values_list("number", flat=True))
    for number in numbers[::-2]:
        browser.post(reverse("imports:row_drop", args=[imported.pk, number]))
    browser.post(reverse("imports:cell", args=[imported.pk, numbers[9], 4]), {"value": "Уфа"})

    imported = checked(browser, imported)

    dropped = StagedRow.objects.of(imported).filter(verdict="dropped").order_by("number")
    assert list(dropped.values_list("number", flat=True)) == numbers[::2]
    assert StagedRow.objects.of(imported).get(number=numbers[9]).fixes == {"4": "Уфа"}
    assert applied(browser, imported).state == "done"
