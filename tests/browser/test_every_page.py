"""Each page: axe, policy, width; both languages, both themes, wide and phone."""

import gzip
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Response, expect

from accounts.models import User
from tests.browser.complaints import Complaints
from tests.browser.visitor import NARROWEST, PHONE, WIDE, Visitor
from tests.factories.customers import make_person

FIRST_VISIT_BYTES = 120 * 1024
OF_STRANGERS = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)
OF_ADMINISTRATORS = (
    "customers:list",
    "listing:exports",
    "office:exports",
    "profile",
    "mfa_index",
    "components",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
)
NOW = {(WIDE, "light", "ru"), (WIDE, "dark", "en"), (PHONE, "dark", "ru"), (PHONE, "light", "en")}
"""Each size, theme and language, and each two of them once; the other half by night."""
SCREENS = [
    pytest.param(
        {"size": size, "theme": theme, "language": language},
        id=f"{size[0]}-{theme}-{language}",
        marks=() if (size, theme, language) in NOW else pytest.mark.nightly,
    )
    for size in (WIDE, PHONE)
    for theme in ("light", "dark")
    for language in ("ru", "en")
]


def look(visitor: Visitor) -> dict[str, object]:
    """What is wrong with the page that is open."""
    found = {"axe": visitor.violations(), "overflow": visitor.overflow() or None, "overlaps": visitor.overlaps()}
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_strangers(visit: Callable[..., Visitor], complaints: Complaints, screen: dict[str, object]) -> None:
    complaints.allow("status of 404")
    visitor = visit(**screen)
    faults = {}
    for path in [*map(reverse, OF_STRANGERS), "/no-such-page/"]:
        visitor.open(path)
        faults[path] = look(visitor)

    assert not {path: fault for path, fault in faults.items() if fault}


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_an_administrator(
    visit: Callable[..., Visitor], complaints: Complaints, admin_user: User, screen: dict[str, object]
) -> None:
    complaints.allow("status of 404")
    card = make_person(responsible=admin_user)
    visitor = visit(admin_user, **screen)
    faults = {}
    for path in [*map(reverse, OF_ADMINISTRATORS), reverse("customers:detail", args=[card.pk]), "/no-such-page/"]:
        visitor.open(path)
        faults[path] = look(visitor)

    assert not {path: fault for path, fault in faults.items() if fault}


def test_nothing_is_wider_than_the_narrowest_phone(
    visit: Callable[..., Visitor], complaints: Complaints, admin_user: User
) -> None:
    complaints.allow("status of 404")
    card = make_person(responsible=admin_user)
    visitor = visit(admin_user, size=NARROWEST)
    paths = [*map(reverse, OF_ADMINISTRATORS), reverse("customers:detail", args=[card.pk]), "/no-such-page/"]
    widths = {}
    for path in paths:
        visitor.open(path)
        widths[path] = visitor.overflow()

    assert not {path: width for path, width in widths.items() if width > 0}


def test_open_menus_and_dialogs_please_axe(visit: Callable[..., Visitor], admin_user: User) -> None:
    visitor = visit(admin_user)
    visitor.go("components")
    visitor.page.click("[popovertarget=sample-menu]")
    assert visitor.violations() == []
    visitor.page.keyboard.press("Escape")
    visitor.page.click("[data-open=sample-dialog]")
    expect(visitor.page.locator("#sample-dialog")).to_be_visible()
    assert visitor.violations() == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#sample-dialog")).to_be_hidden()
    visitor.page.click("[data-toast]")
    expect(visitor.page.locator(".toast")).to_be_visible()
    assert visitor.violations() == []


def test_missing_page_keeps_the_menu(visit: Callable[..., Visitor], complaints: Complaints, manager: User) -> None:
    complaints.allow("status of 404")
    visitor = visit(manager)

    assert visitor.open("/no-such-page/").status == 404

    expect(visitor.page.locator("h1")).to_have_text("Такой страницы нет")
    expect(visitor.page.locator("#side")).to_be_visible()


def test_first_visit_to_the_list_is_light(visit: Callable[..., Visitor], admin_user: User) -> None:
    for _number in range(50):
        make_person(responsible=admin_user)
    visitor = visit(admin_user)
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))

    visitor.go("customers:list")
    visitor.page.wait_for_load_state("networkidle")

    sizes = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers}
    assert sum(sizes.values()) <= FIRST_VISIT_BYTES, sizes
