"""The company's settings: one row, its page, and where the name is shown."""

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import company
from accounts.models import Company, User
from accounts.services import create_user, role_by_code, system_user
from files.models import StoredFile
from journal.models import Entry
from tests.accounts.pages import text_of, visitor
from tests.factories.users import make_user
from tests.files.pictures import PNG, SVG
from tests.harness.client import StrictClient
from tests.harness.smtp import SmtpServer

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
VALUES: dict[str, Any] = {
    "name": "Лён и Глина",
    "time_zone": "Asia/Vladivostok",
    "currency": "KZT",
    "language": "en",
    "working_days": ["1", "2", "6"],
    "day_begins": "10:00",
    "day_ends": "19:30",
    "sender_name": "Лён и Глина, CRM",
    "sender_email": "crm@example.com",
}


def test_there_is_one_row_from_the_beginning() -> None:
    ours = company.current()

    assert (ours.pk, ours.name, ours.currency, ours.working_days) == (1, "", "RUB", [1, 2, 3, 4, 5])
    assert not ours.is_demo


@pytest.mark.sql
@pytest.mark.parametrize(
    "wrong",
    [
        {"pk": 2},
        {"currency": "XXX"},
        {"language": "de"},
        {"day_begins": dt.time(18), "day_ends": dt.time(9)},
        {"working_days": [0]},
    ],
)
def test_database_refuses_what_no_company_has(wrong: dict[str, Any]) -> None:
    Company.objects.filter(pk=1).delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.create(**({"pk": 1} | wrong))


def test_administrator_changes_the_settings(admin_user: User, client_for: ClientFor) -> None:
    response = client_for(admin_user).post(reverse("office:company"), VALUES)

    ours = company.current()
    assert response["Location"] == reverse("office:company")
    assert (ours.name, ours.time_zone, ours.currency, ours.language) == ("Лён и Глина", "Asia/Vladivostok", "KZT", "en")
    assert (ours.working_days, ours.day_begins, ours.day_ends) == ([1, 2, 6], dt.time(10), dt.time(19, 30))
    assert ours.sender == "=?utf-8?b?0JvRkdC9INC4INCT0LvQuNC90LAsIENSTQ==?= <crm@example.com>"


def test_change_stands_in_the_journal_once(admin_user: User, client_for: ClientFor) -> None:
    browser = client_for(admin_user)

    browser.post(reverse("office:company"), VALUES)
    browser.post(reverse("office:company"), VALUES)

    entry = Entry.objects.get(verb="company.changed")
    assert entry.actor_id == admin_user.pk
    assert entry.details is not None
    assert "name" in entry.details["fields"]


def test_any_setting_stands_in_the_journal(admin_user: User) -> None:
    company.change(by=admin_user, name="Глина")

    assert Entry.objects.get(verb="company.changed").details == {"fields": ["name"]}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"currency": "XXX"}, "currency"),
        ({"working_days": ["8"]}, "working_days"),
        ({"day_ends": "09:00"}, "day_ends"),
        ({"sender_email": "nobody"}, "sender_email"),
    ],
)
def test_wrong_value_is_refused_at_its_field(
    admin_user: User, client_for: ClientFor, wrong: dict[str, Any], field: str
) -> None:
    response = client_for(admin_user).post(reverse("office:company"), VALUES | wrong)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert company.current().name == ""


@pytest.mark.parametrize("address", ["office:company", "office:company_logo", "office:company_test_letter"])
def test_others_find_no_such_page(manager: User, stranger: User, client_for: ClientFor, address: str) -> None:
    for user in (manager, stranger):
        browser = client_for(user)
        assert browser.post(reverse(address), VALUES).status_code == 404
    assert visitor().get(reverse("office:company")).status_code == 302
    assert company.current().name == ""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_is_drawn_in_both_languages(client_for: ClientFor, language: str) -> None:
    page = client_for(make_user(admin=True, language=language)).get(reverse("office:company"))

    assert page.status_code == 200
    assert f'<html lang="{language}"' in text_of(page)


def test_name_stands_in_the_frame_and_on_the_sign_in_page(manager: User, client_for: ClientFor) -> None:
    company.change(by=system_user(), name="Лён и Глина")

    assert "Лён и Глина</small>" in text_of(client_for(manager).get(reverse("profile")))
    assert "Client base of “Лён и Глина”" in text_of(visitor().get(reverse("account_login")))


def test_page_asks_for_the_company_once(manager: User, client_for: ClientFor) -> None:
    browser = client_for(manager)

    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("profile"))

    assert len([query for query in asked if "accounts_company" in query["sql"]]) == 1


def test_new_people_begin_in_the_companys_zone_and_language() -> None:
    company.change(by=system_user(), time_zone="Asia/Omsk", language="en")

    user = create_user(email="new@example.com", role=role_by_code("manager"), by=system_user())

    assert (user.time_zone, user.language) == ("Asia/Omsk", "en")


def test_companys_day_is_of_its_zone() -> None:
    ours = company.change(by=system_user(), time_zone="Asia/Kamchatka")

    assert ours.today(dt.datetime(2026, 3, 1, 13, 0, tzinfo=dt.UTC)) == dt.date(2026, 3, 2)


def test_setting_there_is_not_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="colour"):
        company.change(by=system_user(), colour="red")


# The logo.


def send_logo(browser: StrictClient, content: bytes, name: str = "logo.png") -> Any:
    return browser.post(reverse("office:company_logo"), {"logo": SimpleUploadedFile(name, content)})


def test_logo_is_shown_to_whoever_sees_the_sign_in_page(admin_user: User, client_for: ClientFor) -> None:
    assert send_logo(client_for(admin_user), PNG)["Location"] == reverse("office:company")

    ours = company.current()
    address = reverse("files:logo", args=[ours.logo])
    assert address in text_of(visitor().get(reverse("account_login")))
    picture: Any = visitor().get(address)
    assert picture["Content-Type"] == "image/png"
    assert picture["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert b"".join(picture.streaming_content) == PNG


@pytest.mark.parametrize(
    ("content", "name"),
    [(SVG, "logo.svg"), (SVG, "logo.png"), (b"<html><script>alert(1)</script>", "logo.png"), (b"GIF89a", "logo.gif")],
)
def test_what_is_no_safe_picture_is_refused_in_words(
    admin_user: User, client_for: ClientFor, content: bytes, name: str
) -> None:
    response = send_logo(client_for(admin_user), content, name)

    assert response.status_code == 422
    assert response.context["logo_form"].errors["logo"]
    assert company.current().logo is None
    assert not StoredFile.objects.exists()


def test_large_and_empty_pictures_are_refused(admin_user: User, client_for: ClientFor) -> None:
    for content in (b"", PNG + b"\0" * (1024 * 1024)):
        assert send_logo(client_for(admin_user), content).status_code == 422
    assert company.current().logo is None


def test_new_logo_takes_the_place_of_the_old(admin_user: User, client_for: ClientFor) -> None:
    browser = client_for(admin_user)
    send_logo(browser, PNG)
    old = company.current().logo

    send_logo(browser, PNG + b"another")

    assert StoredFile.objects.get().pk == company.current().logo
    assert visitor().get(reverse("files:logo", args=[old])).status_code == 404


def test_logo_is_removed(admin_user: User, client_for: ClientFor) -> None:
    browser = client_for(admin_user)
    send_logo(browser, PNG)

    browser.post(reverse("office:company_logo"), {"remove": "1"})

    assert company.current().logo is None
    assert not StoredFile.objects.exists()


# Mail.


@pytest.fixture
def letters(smtp_server: SmtpServer, settings: LazySettings) -> list[EmailMessage]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_server.host, smtp_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return smtp_server.letters


def test_names_in_heads_of_letters_are_of_one_line(admin_user: User) -> None:
    changed = company.change(by=admin_user, name="Лён\nи глина", sender_name="Лён\r\nBcc: b@example.com")

    assert (changed.name, changed.sender_name) == ("Лён и глина", "Лён Bcc: b@example.com")


def test_test_letter_comes_from_the_companys_sender(
    letters: list[EmailMessage], admin_user: User, client_for: ClientFor
) -> None:
    company.change(by=admin_user, sender_name="Лён", sender_email="crm@example.com")

    client_for(admin_user).post(reverse("office:company_test_letter"))

    assert letters[0]["To"] == admin_user.email
    assert letters[0]["From"].addresses[0].addr_spec == "crm@example.com"
    assert letters[0]["From"].addresses[0].display_name == "Лён"


def test_dead_mail_server_is_told_on_the_page(settings: LazySettings, client_for: ClientFor) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    browser = client_for(make_user(admin=True, language="en"))

    page = browser.post(reverse("office:company_test_letter"), follow=True)

    assert "The mail server did not take the letter" in text_of(page)


def test_sender_with_a_new_line_is_refused(admin_user: User, client_for: ClientFor) -> None:
    response = client_for(admin_user).post(
        reverse("office:company"), VALUES | {"sender_email": "a@example.com\nBcc: b@example.com"}
    )

    assert response.status_code == 422
    assert company.current().sender == ""
