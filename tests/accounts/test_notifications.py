"""What people are told, where, and in which language."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts import letters as mail
from accounts import notifications
from accounts.jobs import FORGET
from accounts.models import MailState, Notification, User
from accounts.notifications import COUNTED, MAIL_JOB, notify
from accounts.services import system_user
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from journal import runs
from journal.models import JobRun
from tests.accounts.pages import text_of, visitor
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.harness.smtp import SmtpServer, free_port
from tests.harness.worker import Worker

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
BELL, MAIL, BOTH, ADMINS = "tests.bell", "tests.mail", "tests.both", "tests.admins"


def say(params: Mapping[str, Any]) -> str:
    return f"{gettext('Notifications')} {params.get('number', '')}".strip()


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Kinds of this test's own, one for each choice of channels."""
    notification_kinds.add(
        NotificationKind(code=BELL, label="Bell", sentence=say),
        NotificationKind(code=MAIL, label="Mail", sentence=say, channels=(Channel.MAIL,)),
        NotificationKind(code=BOTH, label="Both", sentence=say, channels=(Channel.BELL, Channel.MAIL)),
        NotificationKind(code=ADMINS, label="Admins", sentence=say, permission="office.administer"),
    )
    yield
    for code in (BELL, MAIL, BOTH, ADMINS):
        notification_kinds._entries.pop(code)


def bell(browser: StrictClient) -> str:
    return text_of(browser.get(reverse("notifications_bell")))


def send_letters() -> None:
    runs.run_here(runs.start(MAIL_JOB, by=system_user(), wake_up=False).pk)


# Telling.


@pytest.mark.sql
def test_many_people_are_told_by_a_few_statements(manager: User) -> None:
    people = [make_user() for _ in range(30)]

    with CaptureQueriesContext(connection) as asked:
        told = notify(people, BELL, params={"number": 7}, url="/clients/", by=manager)

    assert told == Notification.objects.count() == 30
    assert len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 2


def test_those_switched_off_are_not_told() -> None:
    assert notify([make_user(inactive=True)], BELL) == 0


def test_what_is_rolled_back_was_not_told(manager: User) -> None:
    with transaction.atomic():
        notify([manager], BOTH)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not JobRun.objects.exists()


@pytest.mark.sql
def test_one_that_cannot_be_said_holds_up_nobody(manager: User, client_for: ClientFor) -> None:
    """Written by an older version: its sentence wants what is not there."""
    made = notify([manager], BOTH, title="Смирнов")
    assert made == 1
    entry = notification_kinds.get(BOTH)
    notification_kinds._entries[BOTH] = replace(entry, sentence=lambda params: str(params["gone"]))

    assert "Both: Смирнов" in bell(client_for(manager))


@pytest.mark.parametrize("url", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)"])
def test_notification_leads_only_into_the_product(manager: User, url: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        notify([manager], BELL, url=url)


def test_unknown_kind_is_a_mistake_of_the_caller(manager: User) -> None:
    with pytest.raises(KeyError):
        notify([manager], "tests.nothing")


def test_kind_that_is_gone_from_the_code_is_still_shown(manager: User, client_for: ClientFor) -> None:
    notify([manager], BELL, title="An old act")
    Notification.objects.update(kind="tests.gone")

    assert "An old act" in bell(client_for(manager))


# The bell.


@pytest.mark.parametrize("language", ["ru", "en"])
def test_sentence_is_made_in_the_readers_language(client_for: ClientFor, language: str) -> None:
    user = make_user(language=language)
    with translation.override("en" if language == "ru" else "ru"):
        notify([user], BELL, params={"number": 7}, title="April")

    with translation.override(language):
        assert f"{gettext('Notifications')} 7: April" in bell(client_for(user))


def test_bell_shows_ones_own_only(manager: User, colleague: User, client_for: ClientFor) -> None:
    notify([manager], BELL, title="secret of the manager")

    assert "secret of the manager" in bell(client_for(manager))
    assert "secret of the manager" not in bell(client_for(colleague))
    assert "secret of the manager" not in text_of(client_for(colleague).get(reverse("notifications")))


def test_stranger_is_led_to_sign_in() -> None:
    for name in ("notifications", "notifications_bell", "notifications_count"):
        assert visitor().get(reverse(name)).status_code == 302


def test_number_of_unread_ones_stops_at_99(manager: User, client_for: ClientFor) -> None:
    notify([manager], BELL)
    assert ">1</span>" in bell(client_for(manager))

    for _ in range(COUNTED):
        notify([manager], BELL)

    assert ">99+</span>" in bell(client_for(manager))


def test_bell_asks_little(manager: User, client_for: ClientFor, django_assert_max_num_queries: Any) -> None:
    for _ in range(20):
        notify([manager], BELL, by=manager)
    browser = client_for(manager)

    with django_assert_max_num_queries(4):  # session, person, the newest, the number
        browser.get(reverse("notifications_bell"))


def test_opening_one_marks_it_read_and_leads_there(manager: User, client_for: ClientFor) -> None:
    notify([manager], BELL, url="/clients/?page=2")
    notification = Notification.objects.get()

    response = client_for(manager).post(reverse("notification_open", args=[notification.pk]))

    notification.refresh_from_db()
    assert response["Location"] == "/clients/?page=2"
    assert notification.read_at is not None


def test_nobody_opens_anothers(manager: User, colleague: User, client_for: ClientFor) -> None:
    notify([manager], BELL, url="/clients/")
    notification = Notification.objects.get()

    assert client_for(colleague).post(reverse("notification_open", args=[notification.pk])).status_code == 404
    notification.refresh_from_db()
    assert notification.read_at is None


def test_looking_marks_nothing_read(manager: User, client_for: ClientFor) -> None:
    notify([manager], BELL)
    browser = client_for(manager)

    bell(browser)
    browser.get(reverse("notifications"))

    assert browser.get(reverse("notification_open", args=[Notification.objects.get().pk])).status_code == 405
    assert notifications.unread_count(manager) == 1


def test_all_of_ones_own_are_marked_read(manager: User, colleague: User, client_for: ClientFor) -> None:
    notify([manager, colleague], BELL)
    notify([manager, colleague], BELL)

    fragment = client_for(manager).post(reverse("notifications_read_all"), headers={"hx-request": "true"})

    assert 'hx-swap-oob="innerHTML"' in text_of(fragment)
    assert notifications.unread_count(manager) == 0
    assert notifications.unread_count(colleague) == 2


def test_page_goes_through_all_by_keyset(manager: User, client_for: ClientFor) -> None:
    for number in range(120):
        notify([manager], BELL, title=f"number {number:03}")
    browser, address, seen = client_for(manager), reverse("notifications"), []

    for _ in range(3):
        page = browser.get(address)
        seen += re.findall(r"number (\d{3})", text_of(page))
        address = reverse("notifications") + page.context["after"]

    assert seen == [f"{number:03}" for number in reversed(range(120))]
    assert page.context["after"] == ""


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "\u0661"])
def test_wrong_place_in_the_list_is_no_error(manager: User, client_for: ClientFor, before: str) -> None:
    assert client_for(manager).get(reverse("notifications"), {"before": before}).status_code == 200


# Choices.


def test_person_chooses_for_each_kind(manager: User, client_for: ClientFor) -> None:
    response = client_for(manager).post(reverse("notification_choices"), {f"{BELL}:mail": "on", f"{MAIL}:mail": "on"})

    manager.refresh_from_db()
    assert response["Location"] == reverse("profile")
    assert manager.notice_choices[BELL] == ["mail"]
    assert manager.notice_choices[BOTH] == []
    assert MAIL not in manager.notice_choices  # as the kind itself has it


def test_choice_decides_where_one_is_told(manager: User) -> None:
    notifications.choose(manager, {BELL: [Channel.MAIL], BOTH: [], MAIL: [Channel.BELL, Channel.MAIL]})

    assert [notify([manager], kind) for kind in (BELL, BOTH, MAIL)] == [1, 0, 1]
    told = {row.kind: (row.in_bell, row.mail) for row in Notification.objects.order_by("pk")}
    assert told == {BELL: (False, "due"), MAIL: (True, "due")}


def test_choice_of_administrators_is_not_offered_to_others(
    manager: User, admin_user: User, client_for: ClientFor
) -> None:
    assert f"{ADMINS}:bell" not in text_of(client_for(manager).get(reverse("profile")))
    assert f"{ADMINS}:bell" in text_of(client_for(admin_user).get(reverse("profile")))


def test_channel_that_is_gone_is_passed_over(manager: User) -> None:
    manager.notice_choices = {BELL: ["pigeon", "bell"]}

    assert notifications.channels(manager, notification_kinds.get(BELL)) == {Channel.BELL}


# Letters.


@pytest.fixture
def letters(smtp_server: SmtpServer, settings: LazySettings) -> list[EmailMessage]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_server.host, smtp_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.PUBLIC_URL = "https://crm.example.com"
    return smtp_server.letters


def test_letter_speaks_the_readers_language_and_time(letters: list[EmailMessage]) -> None:
    reader = make_user(language="en", time_zone="Asia/Vladivostok")
    notify([reader], MAIL, params={"number": 7}, url="/clients/?x=1", by=make_user(first_name="Olga", last_name=""))
    Notification.objects.update(created_at=dt.datetime(2026, 3, 1, 17, 30, tzinfo=dt.UTC))

    with translation.override("ru"):
        send_letters()

    text = letters[0].get_content()
    assert letters[0]["To"] == reader.email
    assert letters[0]["Subject"].strip() == "Notifications 7 — Kartoteka"
    assert "Open in Kartoteka: https://crm.example.com/clients/?x=1" in text
    assert "3:30" in text  # half past eight in the evening in Moscow
    assert "Olga" in text


def test_letter_calls_the_product_by_its_name(letters: list[EmailMessage], manager: User) -> None:
    notify([manager], MAIL, params={"number": 7}, by=system_user())

    send_letters()

    text = letters[0].get_content()
    with translation.override(manager.language):
        assert f"· {gettext('Kartoteka')}" in text
    assert "system" not in text


def test_letter_goes_once(letters: list[EmailMessage], manager: User, colleague: User) -> None:
    notify([manager, colleague], BOTH)

    send_letters()
    send_letters()

    assert sorted(letter["To"] for letter in letters) == sorted([manager.email, colleague.email])
    assert set(Notification.objects.values_list("mail", flat=True)) == {MailState.SENT}


def test_nothing_is_sent_about_what_stays_in_the_bell(letters: list[EmailMessage], manager: User) -> None:
    notify([manager], BELL)

    send_letters()

    assert letters == []


def test_person_switched_off_meanwhile_gets_no_letter(letters: list[EmailMessage], manager: User) -> None:
    notify([manager], MAIL)
    User.objects.filter(pk=manager.pk).update(is_active=False)

    send_letters()

    assert letters == []


def test_title_cannot_add_headers(letters: list[EmailMessage], manager: User) -> None:
    notify([manager], MAIL, title="x\r\nBcc: other@example.com")

    send_letters()

    assert letters[0]["Bcc"] is None
    assert letters[0]["To"] == manager.email


def test_letters_wait_while_the_server_is_away(
    letters: list[EmailMessage], settings: LazySettings, manager: User
) -> None:
    notify([manager], MAIL)
    working, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()

    send_letters()
    assert Notification.objects.get().mail == MailState.DUE

    settings.EMAIL_PORT = working
    send_letters()
    assert [letter["To"] for letter in letters] == [manager.email]


def test_letter_is_given_up_in_the_end(settings: LazySettings, manager: User) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    notify([manager], MAIL)

    for _ in range(mail.TRIES + 1):
        send_letters()

    assert (Notification.objects.get().mail, Notification.objects.get().mail_tries) == (MailState.FAILED, mail.TRIES)


def test_job_is_started_after_the_commit(
    manager: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        notify([manager], MAIL)
        assert not JobRun.objects.filter(kind=MAIL_JOB).exists()

    assert callbacks
    callbacks[0]()
    assert JobRun.objects.filter(kind=MAIL_JOB).count() == 1


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_worker_sends_the_letter(real_worker: Worker, settings: LazySettings) -> None:
    user = make_user()

    notify([user], "job.failed", params={"job_kind": MAIL_JOB})

    real_worker.wait_until(lambda: Notification.objects.get().mail == MailState.SENT)
    folder = settings.VAR_DIR / "mail"
    assert any(user.email in path.read_text() for path in folder.glob("*.log"))


def test_old_ones_are_forgotten(manager: User) -> None:
    notify([manager], BELL, title="old")
    Notification.objects.update(created_at=timezone.now() - dt.timedelta(days=181))
    notify([manager], BELL, title="new")

    runs.run_here(runs.start(FORGET, by=manager, wake_up=False).pk)

    assert Notification.objects.get().title == "new"
