"""In and out."""

from collections.abc import Callable

from playwright.sync_api import expect

from accounts.models import User
from tests.browser.visitor import Visitor
from tests.factories.users import PASSWORD


def fill_in(visitor: Visitor, email: str, password: str) -> None:
    visitor.go("account_login")
    visitor.page.fill("[name=login]", email)
    visitor.page.fill("[name=password]", password)
    visitor.page.click(".auth__box .btn--primary[type=submit]")


def test_sign_in_leads_to_today(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit()

    fill_in(visitor, manager.email, PASSWORD)

    visitor.is_at("desk:today")
    expect(visitor.page.locator("h1")).to_contain_text(manager.first_name)
    expect(visitor.page.locator(".side__user")).to_contain_text(manager.full_name)
    expect(visitor.page.locator(".toast")).to_have_count(0)


def test_wrong_password_is_said_and_the_address_kept(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit()

    fill_in(visitor, manager.email, "wrong password")

    expect(visitor.page.get_by_role("alert")).to_be_visible()
    expect(visitor.page.locator("[name=login]")).to_have_value(manager.email)
    assert visitor.violations() == []


def test_password_can_be_looked_at(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.go("account_login")
    visitor.page.fill("[name=password]", "секрет")

    visitor.page.get_by_role("button", name="Показать пароль").click()

    expect(visitor.page.locator("[name=password]")).to_have_attribute("type", "text")
    expect(visitor.page.get_by_role("button", name="Скрыть пароль")).to_be_visible()


def test_sign_in_works_without_scripts(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(scripts=False)

    fill_in(visitor, manager.email, PASSWORD)

    visitor.is_at("desk:today")


def test_stranger_changes_the_language(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.go("account_login")

    visitor.page.get_by_role("button", name="English").click()

    expect(visitor.page.locator("h1")).to_have_text("Sign in to your workplace")
    visitor.is_at("account_login")


def test_sign_out_from_the_menu(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("customers:list")

    visitor.page.click(".side__user")
    visitor.page.locator("#user-menu").get_by_role("button", name="Выйти").click()

    visitor.is_at("account_login")
    expect(visitor.page.locator(".toast")).to_contain_text("Вы вышли")
    visitor.go("customers:list")
    visitor.is_at("account_login")


def test_session_ended_elsewhere_leads_to_sign_in_and_back(visit: Callable[..., Visitor], manager: User) -> None:
    visitor = visit(manager)
    visitor.go("profile")
    visitor.page.wait_for_load_state("networkidle")  # lazy parts of the frame would notice first
    manager.session_epoch += 1
    manager.save(update_fields=["session_epoch"])

    visitor.page.click("[data-theme-toggle]")

    visitor.page.wait_for_url("**/login/?next=%2Fprofile%2F")
