"""Files and the photo of a card: put on, refused with a sentence, taken off and back, seen by whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from customers import changes
from customers.models import Customer, CustomerFile, StandardRule
from files.models import StoredFile
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person
from tests.harness.client import StrictClient
from tests.sweep.world import PIXEL

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HTMX = {"HX-Request": "true"}


def given(name: str = "Договор.pdf", content: bytes = b"%PDF-1.7 agreed") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(browser: StrictClient, customer: Customer, *files: SimpleUploadedFile) -> Any:
    return browser.post(f"/clients/{customer.pk}/files/add/", {"files": list(files)}, headers=HTMX)


def undo(person: User) -> None:
    run_now(start_undo(Operation.objects.latest("created_at"), person, queued=False))


def test_put_on_listed_downloaded_told(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)

    response = put(browser, customer, given(), given("Смета.txt", "Итого".encode()))

    assert response.status_code == 200
    page = browser.get(f"/clients/{customer.pk}/panels/files/").content.decode()
    assert "Договор.pdf" in page
    assert "Смета.txt" in page
    kept = StoredFile.objects.get(name="Договор.pdf")
    assert b"".join(browser.get(f"/files/{kept.pk}/")) == b"%PDF-1.7 agreed"
    assert "файл «Договор.pdf»" in ". ".join(line.sentence for line in changes.history(customer, manager))


def test_taken_off_and_back(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)
    put(browser, customer, given())
    one = CustomerFile.objects.get()

    browser.post(f"/clients/{customer.pk}/files/{one.pk}/remove/", headers=HTMX)

    assert not CustomerFile.objects.exists()
    undo(manager)
    assert CustomerFile.objects.get().file_id == one.file_id


@pytest.mark.parametrize(
    ("files", "says"),
    [([], "Выберите файл"), ([given("пусто.txt", b"")], "пуст"), ([given()] * 21, "не больше 20 файлов")],
)
def test_refused_with_a_sentence(
    client_for: Browser, manager: User, files: list[SimpleUploadedFile], says: str
) -> None:
    customer = make_person(responsible=manager)

    response = put(client_for(manager), customer, *files)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert not CustomerFile.objects.exists()


def test_a_file_too_large_leaves_the_others_out_too(client_for: Browser, manager: User, settings: Any) -> None:
    settings.MAX_FILE_BYTES = 1024
    customer = make_person(responsible=manager)

    response = put(client_for(manager), customer, given(), given("большой.bin", b"x" * 2000))

    assert response.status_code == 422
    assert "большой.bin" in response.content.decode()
    assert not StoredFile.objects.exists()


def test_a_stranger_gets_nothing(client_for: Browser, manager: User, colleague: User) -> None:
    customer = make_person(responsible=manager)
    put(client_for(manager), customer, given())
    browser = client_for(colleague)

    kept = StoredFile.objects.get()

    assert browser.get(f"/files/{kept.pk}/").status_code == 404
    assert browser.get(f"/clients/{customer.pk}/files/").status_code == 404
    assert put(browser, customer, given()).status_code == 404


def test_the_photo_stands_in_the_head_and_the_quick_view(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)
    address = f"/clients/{customer.pk}/photo/"

    said = browser.post(f"{address}set/", {"photo": given("лицо.png", PIXEL)}, headers=HTMX)

    assert said.status_code == 200
    assert f'src="{address}?of=' in said.content.decode()
    assert f'src="{address}?of=' in browser.get(f"/clients/{customer.pk}/").content.decode()
    assert f'src="{address}?of=' in browser.get(f"/clients/{customer.pk}/peek/").content.decode()
    picture = browser.get(address)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert b"".join(picture) == PIXEL


def test_another_photo_and_the_first_one_back(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)
    for name in ("первое.png", "второе.png"):
        browser.post(f"/clients/{customer.pk}/photo/set/", {"photo": given(name, PIXEL)}, headers=HTMX)
    assert CustomerFile.objects.get().name == "второе.png"

    undo(manager)

    assert CustomerFile.objects.get().name == "первое.png"


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"%PDF-1.7"])
def test_no_other_kind_is_a_photo(client_for: Browser, manager: User, content: bytes) -> None:
    customer = make_person(responsible=manager)

    address = f"/clients/{customer.pk}/photo/set/"
    response = client_for(manager).post(address, {"photo": given("лицо.png", content)}, headers=HTMX)

    assert response.status_code == 422
    assert not CustomerFile.objects.exists()


def test_the_standard_shows_where_there_is_one(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)
    panel = f"/clients/{customer.pk}/panels/standard/"
    assert panel not in browser.get(f"/clients/{customer.pk}/").content.decode()

    StandardRule.objects.create(name="Все", fields=["city"])

    assert panel in browser.get(f"/clients/{customer.pk}/").content.decode()


def test_the_card_has_tabs_for_a_phone(client_for: Browser, manager: User) -> None:
    page = client_for(manager).get(f"/clients/{make_person(responsible=manager).pk}/").content.decode()

    assert 'data-pane="main"' in page
    assert page.index("data-pane-set") < page.index("record__left")
