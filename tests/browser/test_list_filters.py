"""A filter from the button to a chip, a saved view, a card and back; by hand, by keys, without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from listing.models import SavedView
from tests.browser.visitor import PHONE, Visitor
from tests.factories.customers import make_person


@pytest.fixture
def three(manager: User) -> None:
    for city in ("Казань", "Казань", "Уфа"):
        make_person(responsible=manager, city=city)


@pytest.mark.usefixtures("three")
def test_filter_becomes_a_chip_a_view_and_survives_back(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("customers:list")
    page, rows = visitor.page, visitor.page.locator("table[data-rows] tbody tr")
    expect(rows).to_have_count(3)

    page.get_by_role("link", name="Фильтр").click()
    page.locator("#condition-form").get_by_role("link", name="Город", exact=True).click()
    page.locator("#condition-form input[name=value]").fill("Казань")
    page.keyboard.press("Enter")

    expect(page.locator(".chip__value")).to_have_text("Казань")
    expect(rows).to_have_count(2)
    expect(page.locator(".bar__count")).to_have_text("2")

    page.get_by_role("button", name="Сохранить вид").first.click()
    page.locator("#save-view input[name=name]").first.fill("Казань 😀")
    page.keyboard.press("Enter")
    tab = page.locator(".tabs__item[aria-current=page]")
    expect(tab).to_contain_text("Казань 😀")
    expect(tab.locator(".num")).to_have_text("2")
    assert SavedView.objects.get().owner_id == manager.pk

    rows.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/clients/\d+/"))
    page.go_back()
    expect(page.locator(".chip__value")).to_have_text("Казань")
    expect(rows).to_have_count(2)

    page.locator(".chip__x").click()
    expect(rows).to_have_count(3)
    expect(page.locator(".tabs__changed")).to_be_visible()
    page.go_back()
    expect(rows).to_have_count(2)


@pytest.mark.usefixtures("three")
def test_columns_are_put_in_order_by_hand_and_by_keys(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("customers:list")
    page = visitor.page
    page.get_by_role("button", name="Колонки").click()
    rows = page.locator("[data-sortrow]")
    first, second, third = (str(rows.nth(at).get_attribute("data-sortrow")) for at in range(3))

    grip, target = rows.nth(0).locator("[data-grip]").bounding_box(), rows.nth(2).bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, target["y"] + target["height"] / 2, steps=4)
    page.mouse.up()
    expect(rows.nth(2)).to_have_attribute("data-sortrow", first)
    rows.nth(0).locator("[data-grip]").press("ArrowDown")
    expect(rows.nth(0)).to_have_attribute("data-sortrow", third)
    expect(rows.nth(1)).to_have_attribute("data-sortrow", second)
    expect(page.locator("[data-sortable] [role=status]")).to_have_text(f"{second}: 2 / {rows.count()}")
    page.get_by_role("button", name="Показать").last.click()

    shown = page.locator("thead th").all_inner_texts()
    assert shown.index(third) < shown.index(second) < shown.index(first)


@pytest.mark.usefixtures("three")
def test_filter_works_without_scripts(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager, scripts=False)
    visitor.go("customers:list")
    page = visitor.page

    page.get_by_role("link", name="Фильтр").click()
    page.locator("#condition-form").get_by_role("link", name="Город", exact=True).click()
    page.locator("#condition-form input[name=value]").fill("Уфа")
    page.locator("#condition-form button[name=apply]").click()

    expect(page.locator(".chip__value")).to_have_text("Уфа")
    expect(page.locator("table[data-rows] tbody tr")).to_have_count(1)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_list_on_a_phone_does_not_run_over_the_edge(
    visit: Callable[..., Visitor], manager: User, language: str
) -> None:
    visitor = visit(manager, size=PHONE, language=language, theme="dark")
    visitor.page.goto(f"{visitor.url}/clients/?view=all&city__is=Казань&colour__is=x")

    expect(visitor.page.locator("table[data-rows] tbody tr")).to_have_count(2)
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
