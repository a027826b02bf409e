"""An administrator: a file in and back out, duplicates, cleaning, a new employee, a backup, the state of services."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from accounts.models import User
from customers.models import Customer
from quality.search import services as searching
from tests.browser.days.person import Arrive, Person, Way, lived, scratch, work_is_done
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person, make_phone

FILE = "ФИО;Телефон;Дата рождения\nИванова Мария;89172341860;03.05.1986\nСафин Рустам;89879055144;31.02.1990\n"


@lived
def test_a_day_of_an_administrator(visit: Callable[..., Visitor], way: Way, admin_user: User, tmp_path: Path) -> None:
    for city in ("Казань", "г. Казань"):
        make_phone(make_person("Третьякова Елена", city=city), "+79162341860")
    make_person("ПЕТРОВА анна")
    searching.search_whole()

    me = Arrive(visit, way)(admin_user)
    brings_a_file_and_takes_it_back(me, scratch(tmp_path, "клиенты.csv", FILE))
    merges_and_parts(me)
    cleans_and_undoes(me)
    invites_an_employee(me)
    keeps_a_backup(me)


def brings_a_file_and_takes_it_back(me: Person, file: Path) -> None:
    """A wrong date is put right before anything is written."""
    me.go("imports:list")
    me.press("New import")
    me.hand.bring(me.page.locator("input[type=file]"), file)
    me.press("On to the columns")
    me.press("Next", exact=True)
    me.press("Check the rows")
    work_is_done()
    wrong = me.page.locator(".cell--bad").first
    me.hand.press(wrong.get_by_role("link"))
    me.hand.write(wrong.locator("input[name=value]"), "28.02.1990")
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".cell--bad")).to_have_count(0)
    me.hand.press(me.page.locator(".bar form[action$='/apply/'] button"))
    work_is_done()
    assert Customer.objects.filter(last_name="Сафин", birth_date="1990-02-28").exists()
    me.press("Undo the import")
    me.press("Undo", "act", within=me.page.locator("#undo"))
    work_is_done()
    expect(me.page.locator(".note--warn").first).to_be_visible()
    assert not Customer.objects.filter(last_name="Сафин").exists()


def merges_and_parts(me: Person) -> None:
    """Two cards of one client become one, and two again."""
    me.go("duplicates:queue")
    if me.way.keys:
        me.key("m")
    else:
        me.press("Merge", "cards", within=me.page.locator(".dups__foot"))
    me.sees("No duplicates wait")
    assert Customer.objects.filter(merged_into__isnull=False).count() == 1
    me.press("Merges done")
    me.press("Part", "act")
    assert not Customer.objects.filter(merged_into__isnull=False).exists()


def cleans_and_undoes(me: Person) -> None:
    """Looked at first, then mended, then taken back."""
    me.go("quality:runs")
    me.press("Look through the base")
    work_is_done()
    me.hand.press(me.page.locator(".bar__end form[action$='/mend/'] button"))
    work_is_done()
    assert Customer.objects.filter(last_name="Петрова", first_name="Анна").exists()
    me.press("Take back")
    me.press("Undo", "act")
    me.press("Undo", "act", within=me.page.locator("#undo"))
    work_is_done()
    assert Customer.objects.filter(last_name="ПЕТРОВА").exists()


def invites_an_employee(me: Person) -> None:
    """With rights of a manager."""
    me.go("office:users")
    me.press("New user")
    me.write("First name", "Нина")
    me.write("Surname", "Новикова")
    me.write("Work e-mail", "nina@example.com")
    me.choose("Role", me.words("Manager"))
    me.press("Make the user")
    me.confirms()
    expect(me.page.locator("h1")).to_have_text("Нина Новикова")
    assert User.objects.get(email="nina@example.com").role.code == "manager"


def keeps_a_backup(me: Person) -> None:
    """Made at once; all services are well."""
    me.go("office:backups")
    me.press("Make a backup now")
    work_is_done()
    me.go("office:status")
    expect(me.page.locator("#status-checks .list__item").first).to_be_visible()
