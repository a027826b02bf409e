"""Dictionaries: one writing at entry, in bulk and in files; merged over all clients with an undo."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from core.errors import DomainError
from customers import services as cards
from customers.dictionaries import canonical, reading, services
from customers.dictionaries.lookup import key_of
from customers.models import Customer, DictionaryTerm
from imports import whole
from imports.models import StagedRow
from journal.models import Operation, OperationState
from journal.operations import confirm, run_now, start_undo
from tests.factories.customers import make_company, make_person
from tests.factories.rows import make_customer
from tests.harness.client import StrictClient
from tests.imports.walking import applied, brought

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def moscow(by: User) -> DictionaryTerm:
    value, _ = services.add(by=by, dictionary="city", text="Москва")
    for text in ("МСК", "г. Москва"):
        services.add(by=by, dictionary="city", text=text, means=value)
    return value


def cities() -> list[str]:
    return list(Customer.objects.order_by("pk").values_list("city", flat=True))


def test_what_people_type_is_written_one_way(manager: User, admin_user: User) -> None:
    moscow(admin_user)

    client = make_person(responsible=manager, city="г Москва")
    assert client.city == "Москва"
    cards.change(by=manager, customer=client, values={"city": "мск"})
    client.refresh_from_db()
    assert client.city == "Москва"
    assert canonical("city", "МОСКВА") == "Москва"
    assert canonical("city", "Тверь") == "Тверь"
    assert canonical("source", "МСК") == "МСК"
    assert canonical("no-such", "МСК") == "МСК"


def test_a_file_is_written_one_way_and_the_preview_says_so(admin_user: User, client_for: Browser) -> None:
    moscow(admin_user)
    browser = client_for(admin_user)

    imported = brought(
        browser, [["Иванов Пётр", "+79001112233", "", "", "МСК"], ["Петров Иван", "+79001112234", "", "", "Уфа"]]
    )
    said = [row.writes["columns"]["city"] for row in StagedRow.objects.of(imported).order_by("number")]
    applied(browser, imported)

    assert said == ["Москва", "Уфа"]
    assert cities() == ["Москва", "Уфа"]


def test_unknown_words_are_counted_and_given_to_a_value(manager: User, admin_user: User, client_for: Browser) -> None:
    moscow(admin_user)
    for city in ("Мсква", "Мсква", "Питер", "Москва"):
        make_customer(responsible=manager, city=city)
    assert reading.unknown("city") == ([("Мсква", 2), ("Питер", 1)], 2)
    browser = client_for(admin_user)

    response = browser.post(reverse("customers:dictionary_assign", args=["city"]), {"text": ["Мсква"], "into": "мск"})
    draft = Operation.objects.get(state=OperationState.DRAFT)
    assert response["Location"] == reverse("office:operation", args=[draft.pk])
    page = browser.get(response["Location"]).content.decode()
    assert "Мсква" in page
    operation = run_now(confirm(draft, admin_user))

    assert cities() == ["Москва", "Москва", "Питер", "Москва"]
    assert canonical("city", "мсква") == "Москва"
    run_now(start_undo(operation, admin_user, queued=False))
    assert cities() == ["Мсква", "Мсква", "Питер", "Москва"]
    assert canonical("city", "мсква") == "мсква"


def test_two_values_become_one_and_apart_again(manager: User, admin_user: User) -> None:
    piter, _ = services.add(by=admin_user, dictionary="city", text="Питер")
    services.add(by=admin_user, dictionary="city", text="СПб", means=piter)
    capital, _ = services.add(by=admin_user, dictionary="city", text="Санкт-Петербург")
    for city in ("Питер", "спб", "Санкт-Петербург", "Тверь"):
        make_customer(city=city)

    operation = run_now(confirm(services.merge(by=admin_user, terms=[piter], texts=[], into=capital), admin_user))

    assert cities() == ["Санкт-Петербург"] * 3 + ["Тверь"]
    assert canonical("city", "СПБ") == canonical("city", "питер") == "Санкт-Петербург"
    run_now(start_undo(operation, admin_user, queued=False))
    assert cities() == ["Питер", "спб", "Санкт-Петербург", "Тверь"]
    assert canonical("city", "СПБ") == "Питер"


def test_a_value_is_renamed_with_its_cards(admin_user: User) -> None:
    value = moscow(admin_user)
    make_customer(city="Москва")

    draft = services.rename(by=admin_user, term=value, text="Москва (столица)")
    assert draft is not None
    operation = run_now(confirm(draft, admin_user))

    assert cities() == ["Москва (столица)"]
    assert canonical("city", "москва") == canonical("city", "МСК") == "Москва (столица)"
    run_now(start_undo(operation, admin_user, queued=False))
    assert cities() == ["Москва"]
    assert canonical("city", "мск") == "Москва"


def test_cards_written_otherwise_are_tidied(admin_user: User) -> None:
    for city in ("МСК", "москва", "Москва", "Тверь"):
        make_customer(city=city)
    moscow(admin_user)

    operation = run_now(confirm(services.tidy(by=admin_user, dictionary="city"), admin_user))

    assert operation.applied == 2
    assert cities() == ["Москва", "Москва", "Москва", "Тверь"]
    with pytest.raises(DomainError):
        services.tidy(by=admin_user, dictionary="city")


def test_ten_thousand_rows_come_in_and_go_out(admin_user: User, client_for: Browser) -> None:
    rows = "\n".join(f"Город {number};Град {number}" for number in range(10_000))
    browser = client_for(admin_user)
    file = SimpleUploadedFile("города.csv", f"value;writings\n{rows}\n".encode("cp1251"))
    assert browser.post(reverse("customers:dictionary_import", args=["city"]), {"file": file}).status_code == 302
    assert DictionaryTerm.objects.filter(means=None).count() == 10_000
    assert DictionaryTerm.objects.exclude(means=None).count() == 10_000
    assert canonical("city", "ГРАД 77") == "Город 77"

    page = browser.get(reverse("customers:dictionary", args=["city"])).content.decode()
    assert page.count('scope="row"') == reading.ON_PAGE
    assert (
        browser.get(reverse("customers:dictionary", args=["city"]), {"q": "град 9999"})
        .content.decode()
        .count('scope="row"')
        == 1
    )
    sheet = browser.get(reverse("customers:dictionary_export", args=["city", "xlsx"])).content
    assert dict(reading.read_file("out.xlsx", sheet))["Город 5"] == "Град 5"

    run_now(start_undo(Operation.objects.latest("created_at"), admin_user, queued=False))
    assert not DictionaryTerm.objects.exists()
    services.bring_in(by=admin_user, dictionary="city", rows=list(reading.read_file("out.xlsx", sheet)))
    assert DictionaryTerm.objects.count() == 20_000


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"not a workbook"), ("a.csv", b"\x98\xff\x00"), ("a.csv", b""), ("a.csv", b"value;writings\n")],
)
def test_bad_files_are_told_in_words(admin_user: User, client_for: Browser, name: str, content: bytes) -> None:
    file = SimpleUploadedFile(name, content or b" ")
    response = client_for(admin_user).post(
        reverse("customers:dictionary_import", args=["city"]), {"file": file}, follow=True
    )
    assert response.status_code == 200
    assert not DictionaryTerm.objects.exists()


def test_a_workbook_that_unpacks_hugely_is_refused_unread() -> None:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (reading.MOST_UNPACKED + 1))
    assert len(sheet.getvalue()) < 100_000

    with pytest.raises(DomainError) as refused:
        list(reading.read_file("values.xlsx", sheet.getvalue()))

    assert refused.value.code == "bomb"


def test_a_word_stands_once(admin_user: User, client_for: Browser) -> None:
    moscow(admin_user)
    for text in ("москва", "МСК", "", "…", "х" * 101):
        with pytest.raises(DomainError):
            services.add(by=admin_user, dictionary="city", text=text)
    added, lost, _ = services.bring_in(by=admin_user, dictionary="city", rows=[("Тверь", ""), ("Тверь", "мск")])
    assert (added, lost) == (1, 1)


def test_pages_are_the_administrators(manager: User, admin_user: User, client_for: Browser) -> None:
    value = moscow(admin_user)
    for name, args in (
        ("dictionaries", []),
        ("dictionary", ["city"]),
        ("dictionary_unknown", ["city"]),
        ("dictionary_value", ["city", value.pk]),
    ):
        address = reverse(f"customers:{name}", args=args)
        assert client_for(manager).get(address).status_code == 404
        assert client_for(admin_user).get(address).status_code == 200
    assert client_for(admin_user).get(reverse("customers:dictionary", args=["phones"])).status_code == 404


def test_a_value_page_adds_and_takes_out(admin_user: User, client_for: Browser) -> None:
    value = moscow(admin_user)
    browser, address = client_for(admin_user), reverse("customers:dictionary_act", args=["city", value.pk])

    browser.post(address, {"act": "write", "text": "Moscow"})
    assert canonical("city", "moscow") == "Москва"
    browser.post(address, {"act": "unwrite", "writing": str(DictionaryTerm.objects.get(text="Moscow").pk)})
    assert canonical("city", "moscow") == "moscow"
    browser.post(address, {"act": "rename", "text": "МОСКВА"})
    assert canonical("city", "мск") == "МОСКВА"
    browser.post(address, {"act": "merge", "into": "нет такого"})
    browser.post(address, {"act": "remove"})
    assert not DictionaryTerm.objects.exists()
    run_now(start_undo(Operation.objects.latest("created_at"), admin_user, queued=False))
    assert canonical("city", "мск") == "МОСКВА"


@given(st.text(max_size=60).filter(lambda text: "\0" not in text))
def test_a_key_is_its_own_key(text: str) -> None:
    key = key_of(text.encode("utf-8", "ignore").decode())
    assert key_of(key) == key


def test_industries_are_written_one_way_at_entry_in_bulk_and_by_import(
    admin_user: User, client_for: Browser, tmp_path: Path
) -> None:
    value, _operation = services.add(by=admin_user, dictionary="industry", text="Строительство")
    services.add(by=admin_user, dictionary="industry", text="стройка", means=value)
    firm, other = make_company("ООО Кирпич"), make_company("ООО Дом")
    person = make_person("Иванова Анна")
    browser = client_for(admin_user)

    cards.change(by=admin_user, customer=firm, values={"industry": "СТРОЙКА"})
    given = {"act": "edit", "filled": "1", "set_industry": "on", "industry": "стройка", "ids": [other.pk, person.pk]}
    response = browser.post(reverse("customers:bulk"), given)
    operation = Operation.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])
    done = run_now(confirm(operation, admin_user))
    path = tmp_path / "industries.csv"
    path.write_text("Наименование;ИНН;Отрасль\nООО Плита;7707083893;стройка\n", "utf-8")
    whole.applied(whole.checked(whole.Wish(path=path, by=admin_user)), by=admin_user)

    assert (done.applied, done.refused) == (1, 1)
    rows = Customer.objects.filter(kind="company").order_by("pk").values_list("name", "industry")
    assert {industry for _name, industry in rows} == {"Строительство"}
    assert len(rows) == 3
    person.refresh_from_db()
    assert person.industry == ""
