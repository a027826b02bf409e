"""Finding a client: by the palette and by the box of the list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from customers.models import Customer
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.factories.customers import make_email, make_person, make_phone


@pytest.fixture
def elena(manager: User) -> Customer:
    elena = make_person("Морозова Елена Викторовна", responsible=manager, city="Казань")
    make_phone(elena, "+7 917 234-18-60")
    make_email(elena, "elena@mail.example.com")
    make_person("Иванов Пётр", responsible=manager)
    return elena


def test_palette_opens_the_card_by_the_last_digits(
    visit: Callable[..., Visitor], manager: User, elena: Customer
) -> None:
    visitor = visit(manager)
    visitor.go("profile")

    visitor.page.keyboard.press("Control+k")
    visitor.page.keyboard.type("1860")
    expect(visitor.page.locator("#palette [aria-selected=true]")).to_contain_text("Морозова Елена")
    expect(visitor.page.locator("#palette [aria-selected=true]")).to_contain_text("234-18-60")
    visitor.page.keyboard.press("Enter")

    visitor.is_at("customers:detail", pk=elena.pk)


def test_list_is_searched_and_back_leads_back(visit: Callable[..., Visitor], manager: User, elena: Customer) -> None:
    visitor = visit(manager)
    visitor.go("customers:list")
    page = visitor.page

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("vjhjpjdf")
    page.keyboard.press("Enter")

    visitor.is_at("customers:search")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("Морозова")
    assert "vjhjpjdf" not in page.url
    page.get_by_role("link", name="Морозова Елена Викторовна").click()
    visitor.is_at("customers:detail", pk=elena.pk)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(2)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.usefixtures("elena")
def test_answers_please_axe(visit: Callable[..., Visitor], manager: User, size: tuple[int, int], theme: str) -> None:
    visitor = visit(manager, size=size, theme=theme)
    for typed, word in (("tktyf", "Елена"), ("хзщшг", "никого нет")):
        visitor.go("customers:list")
        visitor.page.get_by_role("searchbox").fill(typed)
        visitor.page.get_by_role("searchbox").press("Enter")
        expect(visitor.page.get_by_role("main")).to_contain_text(word)
        assert visitor.violations() == []
        assert visitor.overflow() <= 0
