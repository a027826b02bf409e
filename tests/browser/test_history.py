"""A manager's hands never leave the keyboard: the composer by kinds, «@», the calendar of tasks."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role, User
from customers.models import Customer
from interactions.models import Interaction, Task
from tests.browser.complaints import Complaints
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person
from tests.factories.users import make_user

Visit = Callable[..., Visitor]


@pytest.fixture
def card(manager: User) -> Customer:
    """A client of the manager, seen by two supervisors of everybody."""
    everybody = Role.objects.get(code="admin")
    for first, last in (("Нина", "Лаптева"), ("Олег", "Тарасов")):
        person = make_user(role=everybody)
        User.objects.filter(pk=person.pk).update(first_name=first, last_name=last)
    return make_person("Сафина Лейла", responsible=manager)


def test_each_kind_is_written_by_keys_alone(visit: Visit, manager: User, card: Customer) -> None:
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    expect(page.locator(".composer__text")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Digit2")
    expect(page.locator("#write-call")).to_have_attribute("aria-selected", "true")
    expect(page.locator("input[name=minutes]")).to_be_visible()
    expect(page.locator(".composer__text")).to_be_focused()
    page.keyboard.type("Ждёт счёт")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".event").filter(has_text="Ждёт счёт")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.locator("#write-call").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#write-meeting")).to_be_focused()
    expect(page.locator("#composer-panel form")).to_have_attribute("action", re.compile("/write/meeting/$"))
    page.keyboard.press("Digit4")
    expect(page.locator("#write-task")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#composer-panel input:focus, #composer-panel textarea:focus")).to_have_count(1)
    page.keyboard.type("завтра 12:00 позвонить")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main").get_by_text("Позвонить", exact=True).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Interaction.objects.get().text == "Ждёт счёт"
    assert Task.objects.get().customer_id == card.pk


def test_what_is_typed_goes_along_to_the_next_tab_and_what_is_saved_does_not(
    visit: Visit, manager: User, card: Customer
) -> None:
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    page.wait_for_load_state("networkidle")
    page.locator(".composer__text").fill("Ждёт счёт")

    page.locator("#write-meeting").click()

    panel = page.locator("#composer-panel")
    expect(panel.locator("form")).to_have_attribute("action", re.compile("/write/meeting/$"))
    expect(panel).to_have_attribute("aria-labelledby", "write-meeting")
    expect(panel.locator(".composer__text")).to_have_value("Ждёт счёт")
    panel.locator(".composer__text").press("Control+Enter")
    expect(page.locator(".event").filter(has_text="Ждёт счёт")).to_be_visible()
    page.locator("#write-call").click()
    expect(panel.locator("form")).to_have_attribute("action", re.compile("/write/call/$"))
    expect(panel.locator(".composer__text")).to_have_value("")


def test_a_failed_save_is_told_and_the_text_stays(
    visit: Visit, manager: User, card: Customer, complaints: Complaints
) -> None:
    complaints.allow("status of 500")
    complaints.allow("Response Status Error Code 500")
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    page.wait_for_load_state("networkidle")
    page.route(
        "**/write/**", lambda route: route.fulfill(status=500) if route.request.method == "POST" else route.continue_()
    )
    page.locator(".composer__text").fill("Ждёт счёт")

    page.locator(".composer__text").press("Control+Enter")

    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator(".composer__text")).to_have_value("Ждёт счёт")


def test_a_colleague_is_mentioned_while_typing(visit: Visit, manager: User, card: Customer) -> None:
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    text, menu = page.locator(".composer__text"), page.locator("[data-mention-menu]")
    text.click()
    page.keyboard.type("Узнает @")
    expect(menu.locator(".is-current")).to_contain_text("Нина Лаптева")
    page.keyboard.press("ArrowDown")
    expect(menu.locator(".is-current")).to_contain_text("Олег Тарасов")
    page.keyboard.press("Enter")
    expect(text).to_have_value("Узнает @Олег Тарасов ")
    expect(text).to_be_focused()
    page.keyboard.type("и @лап")
    expect(menu.locator("[data-mention]:visible")).to_have_count(1)
    expect(text).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(text).to_be_focused()
    page.keyboard.type("т")
    expect(menu).to_be_hidden()
    page.keyboard.press("Control+A")
    page.keyboard.type("Скажет @")
    menu.get_by_text("Нина Лаптева").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".event").filter(has_text="@Нина Лаптева")).to_be_visible()


def test_the_calendar_is_walked_by_arrows(visit: Visit, manager: User, complaints: Complaints) -> None:
    visitor = visit(manager)
    day = timezone.localdate().replace(day=10)
    visitor.page.goto(f"{visitor.url}/tasks/calendar/?look=month&day={day.isoformat()}")
    page, focused = visitor.page, "document.activeElement.dataset.calday"
    page.locator(f'[data-calday="{day.isoformat()}"]').focus()
    for key, distance in (("ArrowRight", 1), ("ArrowDown", 7), ("ArrowLeft", -1), ("ArrowUp", -7), ("ArrowDown", 7)):
        page.keyboard.press(key)
        day += dt.timedelta(days=distance)
        assert page.evaluate(focused) == day.isoformat()
    page.keyboard.press("Enter")
    page.wait_for_url("**look=day**")
    assert day.isoformat() in page.url
