"""Rows by keyboard, copied values, failed requests."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.complaints import Complaints
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person


@pytest.fixture
def at_list(visit: Callable[..., Visitor], manager: User) -> Visitor:
    """The manager at a list of three clients."""
    for _number in range(3):
        make_person(responsible=manager)
    visitor = visit(manager)
    visitor.go("customers:list")
    return visitor


def test_rows_are_walked_and_opened_by_keys(at_list: Visitor) -> None:
    rows = at_list.page.locator("tbody tr")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        at_list.page.keyboard.press(key)
        expect(rows.nth(row)).to_have_class("is-current")

    name = rows.nth(1).locator("a").inner_text()
    at_list.page.keyboard.press("Enter")

    expect(at_list.page.locator("h1")).to_have_text(name)


def test_typing_is_not_taken_for_shortcuts(at_list: Visitor) -> None:
    at_list.page.keyboard.press("Control+k")
    at_list.page.keyboard.type("jjj?")

    expect(at_list.page.locator("#help")).to_be_hidden()
    expect(at_list.page.locator("tr.is-current")).to_have_count(0)


def test_failed_request_is_said_until_closed(at_list: Visitor, complaints: Complaints) -> None:
    complaints.allow("status of 500")
    complaints.allow("Response Status Error Code 500")
    at_list.page.route("**/lists/customers/count/**", lambda route: route.fulfill(status=500, body=""))
    at_list.go("customers:list")

    toast = at_list.page.locator(".toast")
    expect(toast).to_contain_text("Данные не изменились")
    toast.get_by_role("button").click()
    expect(toast).to_have_count(0)


def test_lost_connection_is_said_and_its_return_too(at_list: Visitor) -> None:
    at_list.page.wait_for_load_state("networkidle")  # tabs and counters ask for their numbers
    at_list.page.context.set_offline(True)
    expect(at_list.page.locator(".toast")).to_contain_text("Нет связи")
    at_list.page.context.set_offline(False)
    expect(at_list.page.locator(".toast")).to_contain_text("Связь восстановлена")
