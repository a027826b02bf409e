"""A manager at a card: values in place by keyboard, a new client with a hint, two people, an ended session."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import User
from customers import services
from customers.models import ContactPoint, Customer
from tests.browser.complaints import Complaints
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.factories.users import PASSWORD

Visit = Callable[..., Visitor]


@pytest.fixture
def card(manager: User) -> Customer:
    """A card with something on it."""
    customer = make_person(responsible=manager, city="Казань", note="Звонить после обеда")
    make_phone(customer, "+79172341860", label="рабочий")
    make_email(customer, "elena@gmial.com")
    return customer


@pytest.fixture(autouse=True)
def refusals(complaints: Complaints) -> None:
    """Chromium tells its console of each refused value."""
    complaints.allow("status of 422")


@pytest.fixture
def at_card(visit: Visit, manager: User, card: Customer) -> Visitor:
    """The manager at it."""
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    return visitor


def test_values_are_walked_and_changed_by_keys(at_card: Visitor, card: Customer) -> None:
    page = at_card.page
    page.locator("#fact-city .fact").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fact-city .input")).to_be_focused()
    page.keyboard.type("Москва")
    page.keyboard.press("Tab")
    expect(page.locator("#fact-address .input")).to_be_focused()
    expect(page.locator("#hero")).to_contain_text("Москва")
    page.keyboard.type("Тверская, 1")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-address .fact")).to_have_text("Тверская, 1")
    expect(page.locator("#fact-address .fact")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#fact-address .input")).to_be_focused()
    page.keyboard.type("не это")
    page.keyboard.press("Escape")
    expect(page.locator("#fact-address .fact")).to_have_text("Тверская, 1")
    expect(page.locator("#fact-address .fact")).to_be_focused()

    card.refresh_from_db()
    assert (card.city, card.address) == ("Москва", "Тверская, 1")


def test_focus_comes_back_though_another_part_settles_before(at_card: Visitor) -> None:
    page = at_card.page
    page.locator("#fact-address .fact").click()
    expect(page.locator("#fact-address .input")).to_be_focused()
    page.evaluate("""() => {
        const hero = document.getElementById('hero');
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        const detail = { elt: hero, target: hero };
        hero.dispatchEvent(new CustomEvent('htmx:afterSettle', { bubbles: true, detail }));
    }""")
    expect(page.locator("#fact-address .fact")).to_be_focused()


def test_error_stays_in_place_and_toast_undoes(at_card: Visitor, card: Customer) -> None:
    page = at_card.page
    page.locator("#fact-birth_date .fact").click()
    expect(page.locator("#fact-birth_date .input")).to_be_focused()
    page.keyboard.type("31.02.1987")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-birth_date [role=alert]")).to_be_visible()
    expect(page.locator("#fact-birth_date .input")).to_have_value("31.02.1987")
    assert at_card.violations() == []
    page.locator("#fact-birth_date .input").fill("21.11.1987")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-birth_date .fact")).to_contain_text("21 ноября 1987")
    page.locator(".toast").get_by_role("button", name="Отменить").click()
    expect(page.locator("#fact-birth_date .fact")).to_have_text("—")


def test_two_at_one_value_are_asked(at_card: Visitor, card: Customer, admin_user: User) -> None:
    page = at_card.page
    page.locator("#fact-city .fact").click()
    expect(page.locator("#fact-city .input")).to_be_focused()
    services.change(by=admin_user, customer=card, values={"city": "Пермь"})
    page.locator("#fact-city .input").fill("Москва")
    page.keyboard.press("Enter")

    clash = page.locator("#fact-city .factform__clash")
    expect(clash).to_contain_text("Москва")
    expect(clash).to_contain_text("Пермь")
    expect(clash).to_contain_text(admin_user.full_name)
    assert at_card.violations() == []
    clash.get_by_role("button", name="Оставить моё").click()
    expect(page.locator("#fact-city .fact")).to_have_text("Москва")


def test_contacts_tags_and_slip(at_card: Visitor, card: Customer) -> None:
    page = at_card.page
    page.get_by_role("button", name="Исправить на gmail.com").click()
    expect(page.locator("#contacts")).to_contain_text("elena@gmail.com")
    page.get_by_role("button", name="Добавить контакт").click()
    expect(page.locator("#contacts [name=raw]")).to_be_focused()
    page.keyboard.type("8 912 000-11-22")
    page.keyboard.press("Enter")
    expect(page.locator("#contacts")).to_contain_text("912")
    page.get_by_role("button", name="Действия: +7 912").click()
    page.get_by_role("button", name="Сделать основным").click()
    expect(page.locator("#contacts .contact").first).to_contain_text("912")
    page.get_by_role("button", name="+ тег").click()
    expect(page.locator("#tags [name=tag]")).to_be_focused()
    page.keyboard.type("опт")
    page.keyboard.press("Enter")
    expect(page.locator("#tags .tag").first).to_contain_text("опт")
    assert at_card.violations() == []
    assert ContactPoint.objects.filter(customer=card, kind="phone").count() == 2


def test_client_is_made_by_key_with_a_hint(visit: Visit, manager: User, colleague: User) -> None:
    make_phone(make_person("Морозова Елена", responsible=manager), "+79172341860")
    make_email(make_person("Чужая Вера", responsible=colleague), "vera@mail.ru")
    visitor = visit(manager)
    visitor.go("customers:list")
    page = visitor.page

    page.keyboard.press("c")
    expect(page.locator("#new-client #id_full_name")).to_be_focused()
    page.keyboard.type("лена морозова")
    expect(page.locator("#id_last_name")).to_have_value("морозова")
    expect(page.locator("#id_first_name")).to_have_value("лена")
    page.locator("#id_phone").fill("8 (917) 234-18-60")
    expect(page.locator("#new-hints")).to_contain_text("Запишем как +7 917 234-18-60")
    expect(page.locator("#new-hints")).to_contain_text("Морозова Елена")
    page.locator("#id_email").fill("vera@mail.ru")
    expect(page.locator("#new-hints")).to_contain_text("у другого менеджера")
    expect(page.locator("#new-hints")).not_to_contain_text("Чужая")
    assert visitor.violations() == []
    page.get_by_role("button", name="Создать").click()

    expect(page.locator("h1")).to_have_text("морозова лена")


def test_ended_session_loses_nothing(visit: Visit, manager: User, card: Customer) -> None:
    visitor = visit(manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    page.locator("#fact-city .fact").click()
    page.locator("#fact-city .input").fill("Москва")
    Session.objects.all().delete()
    page.keyboard.press("Enter")
    expect(page.locator("#signed-out")).to_be_visible()
    assert visitor.violations() == []

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Войти в новой вкладке").click()
    tab = opened.value
    tab.locator("input[name=login]").fill(manager.email)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator(".auth__box .btn--primary[type=submit]").click()
    tab.wait_for_url(lambda url: "/login" not in url)
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(page.locator("#signed-out")).to_be_hidden()
    expect(page.locator("#fact-city .input")).to_have_value("Москва")
    page.locator("#fact-city .input").press("Enter")
    expect(page.locator("#fact-city .fact")).to_have_text("Москва")


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_card_and_forms_please_axe(
    visit: Visit, manager: User, card: Customer, size: tuple[int, int], theme: str
) -> None:
    company = make_company(responsible=manager)
    visitor = visit(manager, size=size, theme=theme)
    faults = {}
    for name, arguments in (
        ("customers:detail", {"pk": card.pk}),
        ("customers:detail", {"pk": company.pk}),
        ("customers:edit", {"pk": card.pk}),
        ("customers:new", {}),
    ):
        visitor.go(name, **arguments)
        faults[name, str(arguments)] = (visitor.violations(), visitor.overflow())

    assert not {place: fault for place, fault in faults.items() if fault != ([], 0)}
