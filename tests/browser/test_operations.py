"""A bulk edit as its user meets it: tick, look, confirm, watch, undo; with a real worker behind."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from customers.models import Customer
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person
from tests.harness.worker import Worker

SECONDS = 60_000  # milliseconds, as Playwright counts; the progress asks once a second and more seldom later


@pytest.mark.worker
@pytest.mark.timeout(240)
def test_bulk_edit_is_watched_to_its_end_and_undone(
    visit: Callable[..., Visitor], manager: User, real_worker: Worker
) -> None:
    for number in range(3):
        make_person(f"Иванов{number}", responsible=manager, city="Казань")
    visitor = visit(manager)
    page = visitor.page
    visitor.go("customers:list")
    for row in (0, 1):
        page.locator("tbody .check").nth(row).check()
    page.locator("[data-bulk]").get_by_role("button", name="Редактировать").click()
    page.get_by_label("Изменить: Город").check()
    page.get_by_label("Город", exact=True).fill("Суздаль")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.locator("main")).to_contain_text("Казань")
    assert not Customer.objects.filter(city="Суздаль").exists()

    page.get_by_role("button", name="Изменить 2 клиентов").click()

    undo = page.get_by_role("button", name="Отменить").first
    expect(undo).to_be_visible(timeout=SECONDS)
    expect(page.locator("main h2").first).to_have_text("Город: Суздаль")
    assert Customer.objects.filter(city="Суздаль").count() == 2
    assert not visitor.violations()

    undo.click()
    dialog = page.locator("#undo")
    expect(dialog).to_contain_text("прежние значения")
    dialog.get_by_role("button", name="Отменить").click()

    expect(page.get_by_role("button", name="Выполнить снова")).to_be_visible(timeout=SECONDS)
    assert not Customer.objects.filter(city="Суздаль").exists()


def test_archive_of_one_card_is_undone_from_the_toast(visit: Callable[..., Visitor], manager: User) -> None:
    customer = make_person("Петрова Анна", responsible=manager)
    visitor = visit(manager)
    visitor.go("customers:detail", pk=customer.pk)

    visitor.page.get_by_role("button", name="В архив").click()
    expect(visitor.page.locator(".hero")).to_contain_text("в архиве")
    visitor.page.locator(".toast").get_by_role("button", name="Отменить").click()

    expect(visitor.page.locator(".hero")).not_to_contain_text("в архиве")
    customer.refresh_from_db()
    assert customer.archived_at is None
