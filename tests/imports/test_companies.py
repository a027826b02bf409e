"""One company per INN and KPP: a second card of one taxpayer is a question; accounts are held to the BIC."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from customers.models import ContactPoint, Customer
from imports.models import Import, StagedRow
from tests.factories.customers import make_company
from tests.harness.client import StrictClient
from tests.imports.walking import checked, table

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
TARGETS = ("full_name", "kind", "inn", "kpp")
INN, KPP = "7707083893", "770701001"
NOT_BY_INN = {"order": ["phone", "email"], "use": ["phone", "email"]}


def verdicts(imported: Import) -> list[tuple[str, str]]:
    return list(StagedRow.objects.filter(imported=imported).order_by("number").values_list("verdict", "reason"))


def bring(browser: StrictClient, *rows: tuple[str, ...], targets: tuple[str, ...] = TARGETS) -> Import:
    """The columns are said by hand; the rows are checked."""
    sent = browser.post(reverse("imports:new"), {"file": table(rows, [f"Колонка {code}" for code in targets])})
    assert sent.status_code == 302, sent.content.decode()
    imported = Import.objects.get()
    browser.get(sent["Location"])
    columns = {f"target-{at}": code for at, code in enumerate(targets)}
    sent = browser.post(reverse("imports:mapping", args=[imported.pk]), {**columns, "act": "next"})
    assert sent.status_code == 302, sent.content.decode()
    return checked(browser, imported, **NOT_BY_INN)


def test_a_company_the_base_has_is_a_question(client_for: Browser, admin_user: User) -> None:
    standing = make_company("ООО «Берег»")
    Customer.objects.filter(pk=standing.pk).update(inn=INN, kpp=KPP)

    imported = bring(
        client_for(admin_user),
        ("ООО «Берег-2»", "компания", INN, KPP),
        ("ООО «Филиал»", "компания", INN, "780101001"),
    )

    assert verdicts(imported) == [("doubtful", "company_taken"), ("new", "")]
    assert StagedRow.objects.get(imported=imported, verdict="doubtful").candidates == [[standing.pk, "inn"]]


def test_a_company_told_twice_in_the_file_is_one(client_for: Browser, admin_user: User) -> None:
    imported = bring(
        client_for(admin_user),
        ("ООО «Берег»", "компания", INN, KPP),
        ("Берег, ООО", "компания", INN, KPP),
        ("ООО «Филиал»", "компания", INN, "780101001"),
    )

    assert [verdict for verdict, _ in verdicts(imported)] == ["new", "duplicate", "new"]


def test_an_account_of_another_bank_is_left_out_and_said(client_for: Browser, admin_user: User) -> None:
    targets = ("full_name", "kind", "bik", "account", "corr_account")
    bank, right, corr = "044525225", "40702810938000000001", "30101810400000000225"

    imported = bring(
        client_for(admin_user),
        ("ООО «Берег»", "компания", bank, right[:-1] + "2", corr),
        targets=targets,
    )

    row = StagedRow.objects.get(imported=imported)
    codes = [problem[3] for problem in row.problems]
    assert "account_of_another_bank" in codes
    assert "corr_account_of_another_bank" not in codes
    assert row.said["values"]["corr_account"] == corr
    assert "account" not in row.said["values"]


def test_messengers_and_sites_are_brought_and_refused(client_for: Browser, admin_user: User) -> None:
    targets = ("full_name", "telegram", "site", "whatsapp")
    imported = bring(
        client_for(admin_user),
        ("Перова Анна", "https://t.me/Perova_A; @второй", "perova.example.com", "+7 917 234-18-60"),
        targets=targets,
    )

    row = StagedRow.objects.get(imported=imported)
    assert row.writes["others"] == {
        "telegram": [["https://t.me/Perova_A", "perova_a", ""]],
        "whatsapp": [["+7 917 234-18-60", "+79172341860", ""]],
        "site": [["perova.example.com", "https://perova.example.com", ""]],
    }
    assert [problem[3] for problem in row.problems] == ["not_a_nick"]
    assert not ContactPoint.objects.exists()
