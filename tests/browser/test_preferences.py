"""Theme, row height and language: at once, and for good."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.visitor import PHONE, Visitor


def choose(page: Page, name: str, value: str) -> None:
    page.click(".side__user")
    with page.expect_response("**/preferences/") as answer:
        page.click(f'#user-menu [name="{name}"][value="{value}"]')
    assert answer.value.status == 204


@pytest.mark.parametrize(("name", "value"), [("theme", "dark"), ("density", "compact")])
def test_choice_is_seen_at_once_and_kept(page: Page, name: str, value: str) -> None:
    choose(page, name, value)
    expect(page.locator("html")).to_have_attribute(f"data-{name}", value)
    expect(page.locator(f'#user-menu [name="{name}"][value="{value}"]')).to_have_attribute("aria-pressed", "true")

    page.reload()

    expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


def test_theme_button_turns_dark_and_back(page: Page) -> None:
    page.click("[data-theme-toggle]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.click("[data-theme-toggle]")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_sign_in_page_remembers_the_theme(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("profile")
    choose(visitor.page, "theme", "dark")
    visitor.page.context.clear_cookies()

    visitor.go("account_login")

    expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_english_and_back(page: Page) -> None:
    choose(page, "language", "en")
    expect(page.locator("h1")).to_have_text("Clients")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    choose(page, "language", "ru")
    expect(page.locator("h1")).to_have_text("Клиенты")


def test_choice_works_without_scripts(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager, scripts=False)
    visitor.go("profile")
    visitor.page.click(".side__user")
    visitor.page.click('#user-menu [name="theme"][value="dark"]')

    visitor.go("profile")

    expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")


def test_side_menu_of_a_phone_opens_and_closes(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager, size=PHONE)
    visitor.go("profile")
    more = visitor.page.locator(".tabbar [data-side-toggle]")
    expect(visitor.page.locator("#side")).to_be_hidden()

    more.tap()
    expect(visitor.page.locator("#side")).to_be_visible()
    expect(more).to_have_attribute("aria-expanded", "true")
    assert visitor.violations() == []

    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#side")).to_be_hidden()
    expect(more).to_be_focused()
    more.tap()
    visitor.page.locator("#side").get_by_role("link", name="Клиенты").tap()
    visitor.is_at("customers:list")
