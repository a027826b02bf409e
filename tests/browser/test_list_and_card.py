"""A manager walks his list: quick view, the whole list chosen, previous and next client, saving by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from customers import tags
from customers.models import Customer
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.factories.customers import make_email, make_person, make_phone

Visit = Callable[..., Visitor]
NAMES = ("Алова Анна", "Белова Анна", "Ветрова Анна", "Громова Анна")


@pytest.fixture
def clients(manager: User) -> list[Customer]:
    """Four of them, the second with something to look at."""
    made = [make_person(name, responsible=manager, city="Казань") for name in NAMES]
    make_phone(made[1], "+79172341860", label="рабочий")
    make_email(made[1], "belova@mail.example.com")
    tags.put_on(by=manager, customer=made[1], name="гжель")
    return made


@pytest.fixture
def at_list(visit: Visit, manager: User, clients: list[Customer]) -> Visitor:
    """The manager at the list."""
    visitor = visit(manager)
    visitor.go("customers:list")
    return visitor


def test_quick_view_walks_the_rows_by_keys(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.keyboard.press("j")
    page.keyboard.press("Space")
    drawer = page.locator("#drawer[open]")
    expect(drawer.locator("h2").first).to_have_text("Алова Анна")
    page.keyboard.press("j")
    expect(drawer.locator("h2").first).to_have_text("Белова Анна")
    expect(drawer).to_contain_text("гжель")
    expect(drawer).to_contain_text("рабочий")
    page.keyboard.press("k")
    expect(drawer.locator("h2").first).to_have_text("Алова Анна")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(drawer.locator("h2").first).to_have_text("Белова Анна")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/clients/{clients[1].pk}/?list=*")


def test_quick_view_opens_the_edit(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(page.locator("#drawer[open] h2").first).to_have_text("Алова Анна")
    page.keyboard.press("e")
    page.wait_for_url(f"**/clients/{clients[0].pk}/edit/*")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_quick_view_can_be_read_by_everybody(
    visit: Visit, manager: User, clients: list[Customer], size: tuple[int, int], theme: str
) -> None:
    visitor = visit(manager, size=size, theme=theme)
    visitor.go("customers:list")
    visitor.page.locator("[data-peek]").nth(1).evaluate("b => b.click()")
    expect(visitor.page.locator("#drawer[open] h2").first).to_have_text("Белова Анна")
    assert visitor.violations() == []
    assert visitor.overflow() <= 0


def test_the_whole_list_is_chosen(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.locator('input[name="ids"]').first.check()
    bar = page.locator("#bulk")
    expect(bar.locator("[data-bulk-count]")).to_have_text("1")
    expect(bar.locator("[data-bulk-total]")).to_have_text("4")
    bar.locator("[data-bulk-all]").check()
    expect(bar.locator("[data-bulk-count]")).to_have_text("4")
    expect(page.locator('input[name="ids"]:checked')).to_have_count(4)
    bar.get_by_role("button", name="Тег").click()
    page.get_by_label("Теги", exact=True).fill("опт")
    page.get_by_role("button", name="Показать, что изменится").click()
    expect(page.get_by_role("main")).to_contain_text("опт")
    assert at_list.violations() == []


def test_unticking_a_row_gives_up_the_whole_list(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.locator('input[name="ids"]').first.check()
    page.locator("[data-bulk-all]").check()
    page.locator('input[name="ids"]').nth(2).uncheck()
    expect(page.locator("[data-bulk-all]")).not_to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("3")


def test_previous_and_next_go_through_the_list(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.get_by_role("link", name="Белова Анна", exact=True).click()
    expect(page.locator("[data-beside-slot]")).to_contain_text("2 из 4")
    page.keyboard.press("]")
    page.wait_for_url(f"**/clients/{clients[2].pk}/?list=*")
    expect(page.locator("[data-beside-slot]")).to_contain_text("3 из 4")
    page.keyboard.press("[")
    page.wait_for_url(f"**/clients/{clients[1].pk}/?list=*")
    page.locator("[data-back]").click()
    page.wait_for_url("**/clients/")


def test_ctrl_enter_saves_a_new_client_and_a_fact(at_list: Visitor, clients: list[Customer]) -> None:
    page = at_list.page
    page.locator("[data-create]").click()
    page.locator("#new-client #id_full_name").fill("Новая Ольга")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/clients/*/")
    page.locator("#fact-city .fact").click()
    page.locator("#fact-city .input").fill("Уфа")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#fact-city .fact")).to_have_text("Уфа")
    assert Customer.objects.get(last_name="Новая").city == "Уфа"
