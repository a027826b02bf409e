"""Ctrl+K and single keys, on any keyboard layout."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.visitor import Visitor


def press_in_russian(page: Page, letter: str, code: str) -> None:
    """The physical key while the Russian layout is on."""
    page.evaluate(
        "([key, code, ctrlKey]) => document.dispatchEvent("
        "new KeyboardEvent('keydown', { key, code, ctrlKey, bubbles: true, cancelable: true }))",
        [letter, code, code == "KeyK"],
    )


@pytest.mark.parametrize("typed", ["клиенты", "rkbtyns", "clients", "сдшутеы", "КЛИ", "rkb"])
def test_section_is_found_in_any_layout_and_language(visit: Callable[..., Visitor], manager: User, typed: str) -> None:
    visitor = visit(manager)
    visitor.go("profile")

    visitor.page.keyboard.press("Control+k")
    visitor.page.keyboard.type(typed)
    expect(visitor.page.locator("#palette [aria-selected=true]")).to_contain_text("Клиенты")
    visitor.page.keyboard.press("Enter")

    visitor.is_at("customers:list")


def test_palette_opens_by_the_physical_key(page: Page) -> None:
    press_in_russian(page, "л", "KeyK")

    expect(page.locator("#palette")).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_focused()


def test_words_in_any_order_and_yo_as_ye(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("темная сменить")

    expect(page.locator("#palette [role=option]:visible")).to_have_count(1)
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Сменить тему")


def test_arrows_move_and_the_reader_is_told(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#palette [aria-selected=true]")

    expect(chosen).to_have_count(1)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")


def test_nothing_found_is_said(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("ъъъ")

    expect(page.locator("#palette [role=status]")).to_have_text("Ничего не найдено")


def test_command_clicks_a_control_of_the_page(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("горячие")
    page.keyboard.press("Enter")

    expect(page.locator("#help")).to_be_visible()
    expect(page.locator("#palette")).to_be_hidden()


def test_open_palette_and_help_please_axe(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("customers:list")
    visitor.page.keyboard.press("Control+k")
    assert visitor.violations() == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#palette")).to_be_hidden()
    visitor.page.keyboard.press("?")
    expect(visitor.page.locator("#help")).to_be_visible()
    assert visitor.violations() == []


def test_g_then_c_goes_to_clients(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("profile")

    press_in_russian(visitor.page, "п", "KeyG")
    press_in_russian(visitor.page, "с", "KeyC")

    visitor.is_at("customers:list")


def test_single_keys_can_be_switched_off_for_good(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("profile")
    visitor.page.keyboard.press("?")
    with visitor.page.expect_response("**/preferences/"):
        visitor.page.locator("#help .switch").uncheck()

    visitor.go("profile")
    visitor.page.keyboard.press("?")

    expect(visitor.page.locator("#help")).to_be_hidden()
    visitor.page.keyboard.press("Control+k")
    expect(visitor.page.locator("#palette")).to_be_visible()
