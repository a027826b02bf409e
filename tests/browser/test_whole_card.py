"""The card as a company makes it its own: a field of its own, the standard and its queue, a walk, ties, files."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import FilePayload, expect

from accounts.models import User
from customers.models import CardCheck, CustomerFile, Relation, StandardRule, WalkStop
from tests.browser.complaints import Complaints
from tests.browser.visitor import PHONE, Visitor
from tests.factories.customers import make_company, make_person

Visit = Callable[..., Visitor]


def test_an_own_field_is_made_and_filled(visit: Visit, admin_user: User, complaints: Complaints) -> None:
    complaints.allow("status of 422")
    card = make_person(responsible=admin_user)
    visitor = visit(admin_user)
    visitor.go("office:fields")
    page = visitor.page
    page.locator("header").get_by_role("link", name="Новое поле").click()
    visitor.is_at("office:field_new")
    expect(page.locator("[name=new_options]")).to_be_hidden()
    page.get_by_label("Тип").select_option("choice")
    page.locator("[name=name]").fill("Размер обуви")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("#id_new_options_error")).to_be_visible()
    assert visitor.violations() == []
    page.locator("[name=new_options]").fill("41\n42")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator("h1")).to_have_text("Размер обуви")
    assert visitor.violations() == []

    visitor.go("customers:detail", pk=card.pk)
    page.get_by_role("button", name="Размер обуви").click()
    page.locator("[data-own-code] select").select_option(label="42")
    page.keyboard.press("Enter")
    expect(page.locator("[data-own-code]")).to_have_text("42")


def test_the_queue_of_repairs_is_gone_through_by_keys(visit: Visit, manager: User) -> None:
    StandardRule.objects.create(name="Люди", kind="person", fields=["city"])
    first, second, third, last = (make_person(f"{name} Анна", responsible=manager) for name in ("А", "Б", "В", "Г"))
    visitor = visit(manager)
    visitor.go("customers:repair")
    page = visitor.page
    box = page.locator("#fact-city .input")
    expect(box).to_be_focused()
    page.keyboard.type("Казань")
    page.keyboard.press("Enter")
    expect(page.locator("[data-repair]")).to_contain_text(re.compile(r"100\s?%"))
    expect(page.locator("[data-repair] [data-key=KeyN]")).to_be_focused()
    assert visitor.violations() == []
    page.keyboard.press("n")
    for key, follows in (("s", third), ("v", last)):
        page.wait_for_load_state("networkidle")  # a key is lost before the scripts are there
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_have_count(0)
        page.keyboard.press(key)
        visitor.is_at("customers:detail", pk=follows.pk)

    first.refresh_from_db()
    assert first.city == "Казань"
    assert list(CardCheck.objects.values_list("customer_id", flat=True)) == [third.pk]
    assert second.city == ""


def test_a_list_is_walked_by_digits(visit: Visit, manager: User) -> None:
    for name in ("Алова", "Белова", "Ветрова"):
        make_person(f"{name} Анна", responsible=manager, city="Казань")
    visitor = visit(manager, size=PHONE)
    visitor.open(reverse("customers:walk_new") + "?city__is=Казань")
    page = visitor.page
    expect(page.locator("[name=name]")).to_have_value("Город это Казань")
    page.locator("[name=outcomes]").fill("Дозвонились\nНе ответил")
    page.get_by_role("button", name="Начать", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Алова")
    assert (visitor.violations(), visitor.overflow()) == ([], 0)
    note = page.locator(".strip [name=note]")
    note.fill("просит счёт")
    note.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Заметка сохранена")
    expect(page.locator("h1")).to_contain_text("Алова")
    for key, follows in (("1", "Белова"), ("2", "Ветрова"), ("1", "Город это Казань")):
        page.keyboard.press(key)
        expect(page.locator("h1")).to_contain_text(follows)
    assert (visitor.violations(), visitor.overflow()) == ([], 0)

    said = WalkStop.objects.order_by("seq").values_list("outcome", "note")
    assert list(said) == [("Дозвонились", "просит счёт"), ("Не ответил", ""), ("Дозвонились", "")]


def test_a_relation_is_made_and_a_file_attached(visit: Visit, manager: User) -> None:
    person = make_person("Морозова Елена", responsible=manager)
    firm = make_company(responsible=manager)
    visitor = visit(manager)
    visitor.go("customers:detail", pk=firm.pk)
    page = visitor.page
    page.get_by_role("button", name="Добавить связь").click()
    box = page.locator("#relations [name=whom]")
    expect(box).to_be_focused()
    page.keyboard.type("Морозова")
    page.locator("#relation-found").get_by_text("Морозова Елена").click()
    assert visitor.violations() == []
    # The panels come anew after each act: a box that is about to be replaced takes no file.
    with page.expect_response("**/panels/files/"):
        page.locator("#relations").get_by_role("button", name="Добавить", exact=True).click()
    expect(page.locator("#relations .list")).to_contain_text("Морозова Елена")

    letter: FilePayload = {"name": "договор.txt", "mimeType": "text/plain", "buffer": "Договор о чае".encode()}
    page.locator("#client-files [name=files]").set_input_files(letter)
    expect(page.locator("#client-files .list")).to_contain_text("договор.txt")
    assert visitor.violations() == []

    assert {firm.pk, person.pk} == set(Relation.objects.values_list("customer_id", "other_id").get())
    assert CustomerFile.objects.filter(customer=firm).count() == 1


def test_a_rule_keeps_what_is_typed_while_conditions_change(visit: Visit, admin_user: User) -> None:
    visitor = visit(admin_user)
    visitor.go("customers:standard_rule")
    page = visitor.page
    page.get_by_label("Название правила").fill("Знать город")
    page.get_by_label("Город", exact=True).check()

    page.get_by_role("link", name="Добавить условие").click()
    page.locator("#condition-form").get_by_role("link", name="Должность", exact=True).click()
    value = page.locator("#condition-form input[name=value]")
    value.fill("бухгалтер")
    value.press("Enter")

    expect(page.locator(".chip__value")).to_have_text("бухгалтер")
    expect(page.locator("#condition")).to_be_hidden()
    expect(page.get_by_label("Название правила")).to_have_value("Знать город")
    page.locator(".chip__x").click()
    expect(page.locator(".chip__value")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chip__value")).to_have_text("бухгалтер")


def test_a_rule_is_kept_with_the_condition_just_added(visit: Visit, admin_user: User) -> None:
    visitor = visit(admin_user)
    visitor.go("customers:standard_rule")
    page = visitor.page
    page.get_by_label("Название правила").fill("Знать город")
    page.get_by_label("Город", exact=True).check()
    page.get_by_role("link", name="Добавить условие").click()
    page.locator("#condition-form").get_by_role("link", name="Должность", exact=True).click()
    value = page.locator("#condition-form input[name=value]")
    value.fill("бухгалтер")
    value.press("Enter")
    expect(page.locator(".chip__value")).to_have_text("бухгалтер")
    page.get_by_role("button", name="Ввести в действие").click()
    expect(page.locator("h1")).to_have_text("Стандарт заполнения")

    rule = StandardRule.objects.get()
    assert (rule.name, rule.fields) == ("Знать город", ["city"])
    assert rule.rule["all"][0]["values"] == ["бухгалтер"]
