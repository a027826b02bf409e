"""The wizard as its user meets it: a small messy file comes in, is put right, applied, looked at and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from accounts.models import User
from customers.models import Customer
from imports.models import Import
from tests.browser.test_every_page import SCREENS, look
from tests.browser.visitor import PHONE, Visitor
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.worker import Worker

SECONDS = 30_000
MESS = """ФИО;Тел. моб.;E-mail;Д.р.;Город
Иванова Мария Петровна;89172341860;ivanova@example.com;03.05.86;Казань
САФИН РУСТАМ;+7(987)290-55-14;safin@gmial.com;31.02.1990;Казань
Морозова Елена;8 917 234-18-61;elena@example.com;21.11.1987;Уфа
;;нет;;
"""


@pytest.fixture
def mess(tmp_path: Path) -> Path:
    path = tmp_path / "клиенты_салон.csv"
    path.write_text(MESS, encoding="cp1251")
    return path


def bring(visitor: Visitor, mess: Path) -> None:
    """From the file to the rules."""
    page = visitor.page
    visitor.go("imports:new")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Выбрать файл").click()
    chooser.value.set_files(mess)
    expect(page.locator("select[name=encoding]")).to_contain_text("cp1251")
    expect(page.locator("tr[aria-selected] th").first).to_have_text("ФИО")
    page.locator(".bar button[value=next]").click()
    expect(page.locator(".steps [aria-current]")).to_have_text("Колонки")


@pytest.mark.worker
def test_a_messy_file_comes_in_and_is_taken_back(
    visit: Callable[..., Visitor], admin_user: User, real_worker: Worker, mess: Path
) -> None:
    one, other = make_person("Морозова Лена"), make_person("Морозов Егор")
    make_phone(one, "+79172341861")
    make_email(other, "elena@example.com")
    visitor = visit(admin_user)
    page = visitor.page
    bring(visitor, mess)
    expect(page.locator("select[name=target-0]")).to_have_value("full_name")
    page.locator("select[name=target-4]").select_option("address")
    page.locator("select[name=target-4]").select_option("city")
    page.locator("button[value=next]").first.click()
    expect(page.locator(".steps [aria-current]")).to_have_text("Правила")
    page.locator("#up-email").focus()
    page.keyboard.press("Enter")
    expect(page.locator("input[name=order]").nth(2)).to_have_value("email")
    page.locator("button[form=rules]").click()

    expect(page.locator(".steps [aria-current]")).to_have_text("Проверка")
    expect(page.locator("table.table--preview")).to_be_visible(timeout=SECONDS)
    assert Customer.objects.count() == 2
    page.locator("#cell-3-3 a").click()
    page.locator("#cell-3-3 input[name=value]").fill("28.02.1990")
    page.keyboard.press("Enter")
    expect(page.locator("#cell-3-3")).not_to_have_class("cell cell--bad")
    page.locator("#row-4").get_by_role("link", name="Решить").click()
    expect(page.locator(".table--doubt")).to_contain_text("Морозов Егор")
    page.locator(".table--doubt thead").click()
    page.keyboard.press("Digit2")
    expect(page.locator("table.table--preview")).to_be_visible()
    page.get_by_role("button", name="Загрузить 3 строки").click()

    undo = page.get_by_role("button", name="Откатить импорт")
    expect(undo).to_be_visible(timeout=SECONDS)
    expect(page.locator(".note--ok")).to_contain_text("3 из 4")
    assert Customer.objects.filter(last_name="Сафин", birth_date="1990-02-28").exists()
    assert Customer.objects.count() == 4
    page.get_by_role("link", name="Открыть клиентов").click()
    expect(page.locator("tbody tr[data-id]")).to_have_count(3)
    page.go_back()
    undo.click()
    dialog = page.locator("#undo")
    expect(dialog).to_contain_text("удал")
    dialog.get_by_role("button", name="Отменить").click()

    expect(page.locator(".note--warn").first).to_contain_text("откачен", timeout=SECONDS)
    assert Customer.objects.count() == 2
    visitor.go("imports:list")
    expect(page.locator(".table--imports tbody .c-state")).to_have_text("откачен")


@pytest.mark.worker
def test_cells_are_pasted_on_a_phone(visit: Callable[..., Visitor], admin_user: User, real_worker: Worker) -> None:
    visitor = visit(admin_user, size=PHONE)
    page = visitor.page
    visitor.go("imports:new")
    page.wait_for_load_state("networkidle")  # what is pasted before the scripts are there is lost
    page.evaluate(
        """text => {
          const data = new DataTransfer(); data.setData('text/plain', text);
          document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
        }""",
        "ФИО\tТелефон\nБелова Ольга\t8 917 000-11-22\n",
    )
    expect(page.locator("textarea[name=pasted]")).to_be_focused()
    page.get_by_role("button", name="Загрузить вставленное").click()
    expect(page.locator("tr[aria-selected] th").first).to_have_text("ФИО")
    assert look(visitor) == {}
    page.locator(".bar button[value=next]").click()
    expect(page.locator("select[name=target-1]")).to_have_value("phone")
    page.locator(".bar button[value=next]").click()
    page.locator(".bar button[form=rules]").click()
    page.get_by_role("button", name="Загрузить 1 строку").click(timeout=SECONDS)
    expect(page.locator(".note--ok")).to_contain_text("1 из 1", timeout=SECONDS)
    assert Customer.objects.get().last_name == "Белова"


def test_a_file_dropped_anywhere_is_taken(visit: Callable[..., Visitor], admin_user: User) -> None:
    visitor = visit(admin_user)
    page = visitor.page
    visitor.go("imports:new")
    page.wait_for_load_state("networkidle")  # what is dropped before the scripts are there is lost
    page.evaluate(
        """text => {
          const data = new DataTransfer(); data.items.add(new File([text], 'клиенты.csv'));
          document.querySelector('h1').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
        }""",
        MESS,
    )
    expect(page.locator("h1")).to_have_text("клиенты.csv")
    expect(page.locator("select[name=separator]")).to_contain_text(";")


@pytest.mark.worker
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_the_wizard(
    visit: Callable[..., Visitor], admin_user: User, real_worker: Worker, mess: Path, screen: dict[str, object]
) -> None:
    make_phone(make_person("Морозова Лена"), "+79172341861")
    make_email(make_person("Морозов Егор"), "elena@example.com")
    walker = visit(admin_user)
    bring(walker, mess)
    walker.page.locator("button[value=next]").first.click()
    walker.page.locator("button[form=rules]").click()
    expect(walker.page.locator("table.table--preview")).to_be_visible(timeout=SECONDS)
    pk = Import.objects.get().pk
    visitor = visit(admin_user, **screen)
    faults = {}
    for name, more in (
        ("list", {}),
        ("new", {}),
        ("upload_of", {"import_id": pk}),
        ("mapping", {"import_id": pk}),
        ("rules", {"import_id": pk}),
        ("preview", {"import_id": pk}),
        ("problems", {"import_id": pk}),
        ("doubt", {"import_id": pk, "number": 4}),
        ("cell", {"import_id": pk, "number": 3, "column": 3}),
    ):
        visitor.go(f"imports:{name}", **more)
        faults[name] = look(visitor)
    walker.page.locator(".bar form button").click()
    expect(walker.page.locator(".note--ok")).to_be_visible(timeout=SECONDS)
    visitor.go("imports:result", import_id=pk)
    faults["result"] = look(visitor)

    assert not {name: fault for name, fault in faults.items() if fault}
