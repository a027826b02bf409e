"""What is written down about work with a client, and what becomes of it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Role, User
from core.errors import DomainError
from customers.models import Customer
from interactions.log import services
from interactions.log.choices import InteractionKind
from interactions.log.models import NEVER, Interaction, LastTouch, Outcome
from interactions.log.services import NextStep, record
from interactions.models import Task
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

K = InteractionKind
pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return make_user(role=Role.objects.get(code="manager"))


@pytest.fixture
def card(manager: User) -> Customer:
    return make_person(responsible=manager)


def undo(operation: Operation, by: User) -> None:
    run_now(start_undo(operation, by, queued=False))


def days_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def touch(card: Customer) -> tuple[dt.datetime, str, int | None]:
    row = LastTouch.objects.get(pk=card.pk)
    return row.at, row.kind, row.author_id


def test_each_client_has_a_row_of_last_touch_from_the_start(card: Customer) -> None:
    assert touch(card) == (NEVER, "", None)


def test_last_touch_is_the_newest_that_reached_the_client(manager: User, card: Customer) -> None:
    call = record(by=manager, customer_id=card.pk, kind="call", at=days_ago(3))
    record(by=manager, customer_id=card.pk, kind="letter", text="Offer", at=days_ago(5))
    record(by=manager, customer_id=card.pk, kind="note", text="For ourselves", at=days_ago(1))
    record(by=manager, customer_id=card.pk, kind="call", direction="missed", at=days_ago(2))

    assert touch(card) == (call.at, "call", manager.pk)


def test_last_touch_follows_corrections_moves_and_undo(manager: User, card: Customer) -> None:
    other = make_person(responsible=manager)
    first = record(by=manager, customer_id=card.pk, kind="call", at=days_ago(5))
    second = record(by=manager, customer_id=card.pk, kind="meeting", at=days_ago(3))

    services.change(second, by=manager, values={"at": days_ago(7)})
    assert touch(card)[1] == "call"

    moved = services.move(first, by=manager, customer_id=other.pk)
    assert (touch(card)[1], touch(other)[1]) == ("meeting", "call")

    undo(moved, manager)
    assert (touch(card)[1], touch(other)) == ("call", (NEVER, "", None))

    services.take_off(first, by=manager)
    assert touch(card)[1] == "meeting"
    Interaction.objects.filter(customer=card).delete()
    assert touch(card) == (NEVER, "", None)


def test_last_touch_equals_a_naive_answer_over_many_rows(manager: User) -> None:
    cards = [make_person(responsible=manager) for _ in range(5)]
    kinds = list(K.values)
    Interaction.objects.bulk_create(
        Interaction(
            customer=cards[number % 5], kind=kinds[number % len(kinds)], author=manager, text="x",
            at=days_ago(1 + (number * 37) % 100), direction="missed" if number % 7 == 0 else "",
        )
        for number in range(200)
    )  # fmt: skip
    for card in cards:
        rows = [
            row
            for row in Interaction.objects.filter(customer=card).order_by("pk")
            if row.kind != "note" and row.direction != "missed"
        ]
        newest = max(rows, key=lambda row: (row.at, row.pk))
        assert touch(card) == (newest.at, newest.kind, manager.pk)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_do_not_lose_the_later_touch() -> None:
    person = make_user(role=Role.objects.get(code="manager"))
    client = make_person(responsible=person)

    def write(days: int) -> None:
        try:
            for _ in range(5):
                record(by=person, customer_id=client.pk, kind="call", at=days_ago(days))
        finally:
            connection.close()

    writers = [Thread(target=write, args=(days,)) for days in (1, 2, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    newest = Interaction.objects.filter(customer=client).newest()[0]
    assert Interaction.objects.count() == 15
    assert touch(client)[0] == newest.at


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "note", "text": " "}, "text"),
        ({"kind": "note", "text": "x" * 10_001}, "text"),
        ({"kind": "dance", "text": "x"}, "kind"),
        ({"kind": "call", "at": dt.datetime(1969, 1, 1, tzinfo=dt.UTC)}, "at"),
        ({"kind": "call", "at": dt.datetime(9998, 1, 1, tzinfo=dt.UTC)}, "at"),
        ({"kind": "review", "text": "x", "rating": 6}, "rating"),
        ({"kind": "call", "duration": 90_000}, "duration"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    manager: User, card: Customer, values: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        record(by=manager, customer_id=card.pk, **values)

    assert refused.value.code == code
    assert not Interaction.objects.exists()


def test_a_stranger_s_client_is_not_there(card: Customer) -> None:
    with pytest.raises(Http404):
        record(by=make_user(role=Role.objects.get(code="manager")), customer_id=card.pk, kind="note", text="x")


def test_an_outcome_that_asks_for_the_next_step_makes_a_task_or_refuses(manager: User, card: Customer) -> None:
    outcome = Outcome.objects.get(code="call_back")
    with pytest.raises(DomainError) as refused:
        record(by=manager, customer_id=card.pk, kind="call", outcome=outcome)
    assert refused.value.code == "next_text"

    day = timezone.localdate() + dt.timedelta(days=2)
    step = NextStep("Tell the price", due_on=day)
    record(by=manager, customer_id=card.pk, kind="call", outcome=outcome, next_step=step)

    task = Task.objects.get()
    assert (task.text, task.customer_id, task.responsible_id, task.kind) == (
        "Tell the price", card.pk, manager.pk, "call",
    )  # fmt: skip


def test_the_whole_entry_is_one_operation_that_undo_takes_back(manager: User, card: Customer) -> None:
    step = NextStep("Tell the price")
    record(by=manager, customer_id=card.pk, kind="call", text="Talked", next_step=step)
    operation = Operation.objects.filter(actor_id=manager.pk).latest("created_at")

    undo(operation, manager)

    assert not Interaction.objects.exists()
    assert not Task.objects.exists()


def test_a_mentioned_colleague_is_told_and_one_who_may_not_see_is_refused(manager: User, card: Customer) -> None:
    chief = make_user(role=Role.objects.get(code="admin"), last_name="Ёлкина", first_name="Вера")
    stranger = make_user(role=Role.objects.get(code="manager"), last_name="Чужов", first_name="Пётр")
    record(by=manager, customer_id=card.pk, kind="note", text=f"@{chief.full_name.replace('ё', 'е')} посмотрите")

    told = Notification.objects.get(kind="interactions.mentioned")
    assert (told.user_id, told.url) == (chief.pk, card.get_absolute_url())

    with pytest.raises(DomainError) as refused:
        record(by=manager, customer_id=card.pk, kind="note", text=f"@{stranger.full_name}, взгляните")
    assert stranger.full_name in str(refused.value)


def test_words_are_corrected_by_their_author_within_a_day(manager: User, card: Customer) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="note", text="Likes tee")
    assert services.change(entry, by=manager, values={"text": "Likes tea"})
    assert services.change(entry, by=manager, values={"text": "Likes tea"}) is None

    chief = make_user(role=Role.objects.get(code="admin"))
    with pytest.raises(DomainError):
        services.change(entry, by=chief, values={"text": "Likes coffee"})
    Interaction.objects.filter(pk=entry.pk).update(created_at=days_ago(2))
    with pytest.raises(DomainError):
        services.change(entry, by=manager, values={"text": "Likes coffee"})
    entry.refresh_from_db()
    assert entry.text == "Likes tea"


# Pages.


@pytest.fixture
def browser(client_for: Callable[[User], StrictClient], manager: User) -> StrictClient:
    return client_for(manager)


def write(browser: StrictClient, card: Customer, tab: str, **sent: Any) -> Any:
    return browser.post(reverse("customers:composer", args=[card.pk, tab]), sent, headers={"HX-Request": "true"})


def test_the_composer_writes_and_the_timeline_tells(browser: StrictClient, card: Customer, manager: User) -> None:
    make_phone(card)
    form = browser.get(reverse("customers:composer", args=[card.pk, "call"]))
    assert 'name="direction"' in form.content.decode()

    saved = write(browser, card, "call", kind="call", direction="in", text="Asked <b>about</b> delivery", minutes="4")

    assert saved.status_code == 200, saved.content.decode()
    assert "cardChanged" in saved["HX-Trigger"]
    page = browser.get(reverse("customers:timeline", args=[card.pk])).content.decode()
    assert "Asked &lt;b&gt;about&lt;/b&gt; delivery" in page
    assert manager.full_name in page


def test_what_was_typed_stays_when_it_is_refused(browser: StrictClient, card: Customer) -> None:
    outcome = Outcome.objects.get(code="call_back")
    refused = write(browser, card, "call", kind="call", text="Later please", outcome=outcome.pk)

    assert refused.status_code == 422
    assert "Later please" in refused.content.decode()
    assert not Interaction.objects.exists()


def test_files_of_an_entry_are_seen_by_whoever_sees_the_client(
    browser: StrictClient, card: Customer, client_for: Callable[[User], StrictClient]
) -> None:
    offer = SimpleUploadedFile("offer.txt", b"Price 100")
    saved = write(browser, card, "other", kind="file", attached=[offer])
    assert saved.status_code == 200, saved.content.decode()

    page = browser.get(reverse("customers:timeline", args=[card.pk])).content.decode()
    address = page.split('href="/files/')[1].split('"')[0]
    assert b"".join(browser.get(f"/files/{address}").streaming_content) == b"Price 100"  # type: ignore[attr-defined]
    stranger = client_for(make_user(role=Role.objects.get(code="manager")))
    assert stranger.get(f"/files/{address}").status_code == 404


def test_a_stranger_finds_neither_entry_nor_acts(
    card: Customer, manager: User, client_for: Callable[[User], StrictClient]
) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="note", text="Private")
    stranger = client_for(make_user(role=Role.objects.get(code="manager")))

    assert stranger.get(reverse("interactions:acts", args=[entry.pk])).status_code == 404
    assert stranger.post(reverse("interactions:act", args=[entry.pk, "take-off"])).status_code == 404
    assert stranger.post(reverse("interactions:edit", args=[entry.pk]), {"text": "x"}).status_code == 404
    assert stranger.post(reverse("interactions:move", args=[entry.pk]), {"to": card.pk}).status_code == 404


def test_an_entry_moves_to_another_card_found_by_words(browser: StrictClient, card: Customer, manager: User) -> None:
    other = make_person("Сафина Лейла", responsible=manager)
    entry = record(by=manager, customer_id=card.pk, kind="note", text="About somebody else")

    found = browser.post(reverse("interactions:move", args=[entry.pk]), {"q": "Сафина"}).content.decode()
    assert f'value="{other.pk}"' in found
    moved = browser.post(reverse("interactions:move", args=[entry.pk]), {"to": other.pk})

    assert moved.status_code == 200
    entry.refresh_from_db()
    assert entry.customer_id == other.pk


def test_a_correction_of_words_leaves_the_seconds_alone(browser: StrictClient, card: Customer, manager: User) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="call", text="Likes tee", direction="out", duration=95)
    form = browser.get(reverse("interactions:edit", args=[entry.pk])).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"kind": "call", "at": timezone.localtime(entry.at).strftime("%Y-%m-%dT%H:%M")}

    answer = browser.post(
        reverse("interactions:edit", args=[entry.pk]), {**sent, "text": "Likes tea"}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200, answer.content.decode()
    before = (entry.at, entry.duration)
    entry.refresh_from_db()
    assert (entry.text, entry.at, entry.duration) == ("Likes tea", *before)


def test_an_entry_moves_to_no_card_one_does_not_see(browser: StrictClient, card: Customer, manager: User) -> None:
    hidden = make_person("Чужой Пётр", responsible=make_user(role=Role.objects.get(code="manager")))
    entry = record(by=manager, customer_id=card.pk, kind="note", text="About somebody else")
    address = reverse("interactions:move", args=[entry.pk])

    assert "Чужой" not in browser.post(address, {"q": "Чужой"}).content.decode().replace('value="Чужой"', "")
    for to in (str(hidden.pk), "424242", "x", "9" * 30):
        assert browser.post(address, {"to": to}).status_code == 404
    same = browser.post(address, {"to": card.pk})
    assert same.status_code == 422
    assert "field__error" in same.content.decode()
    entry.refresh_from_db()
    assert entry.customer_id == card.pk


def test_corrections_are_shown_with_who_made_them(browser: StrictClient, card: Customer, manager: User) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="call", text="Likes tee", direction="out", duration=60)
    outcomes = list(Outcome.objects.filter(kinds__contains=",call,", needs_next=False).order_by("pk")[:2])
    services.change(entry, by=manager, values={"text": "Likes tea", "duration": 300})
    services.change(entry, by=manager, values={"outcome": outcomes[0]})

    page = browser.get(reverse("interactions:acts", args=[entry.pk])).content.decode()

    assert "Likes tee" in page
    assert "Likes tea" in page
    assert str(outcomes[0]) in page
    assert manager.full_name in page
    other = record(by=manager, customer_id=card.pk, kind="note", text="Plain")
    assert "<del" not in browser.get(reverse("interactions:acts", args=[other.pk])).content.decode()


def test_a_file_of_a_hundred_megabytes_is_refused_and_the_words_stay(
    browser: StrictClient, card: Customer, tmp_path: Path
) -> None:
    big = tmp_path / "plan.pdf"
    with big.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(100 * 1024 * 1024)
    with big.open("rb") as file:
        refused = write(browser, card, "note", kind="note", text="The plan of the hall", attached=[file])

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "The plan of the hall" in page
    assert "plan.pdf» больше" in page
    assert not Interaction.objects.exists()


def test_the_timeline_is_read_page_by_page_without_loss_or_repeat(
    browser: StrictClient, card: Customer, manager: User
) -> None:
    same = days_ago(3)
    Interaction.objects.bulk_create(
        Interaction(
            customer=card, author=manager, text=f"entry {number:03d}.", at=same,
            kind=K.REVIEW if number % 3 == 0 else K.NOTE,
        )
        for number in range(100)
    )  # fmt: skip
    address, seen = reverse("customers:timeline", args=[card.pk]), []
    while address:
        page = browser.get(address).content.decode()
        seen += [piece.split(".")[0] for piece in page.split("entry ")[1:]]
        address = page.split('hx-get="/clients/')[-1].split('"')[0].replace("&amp;", "&") if "at=" in page else ""
        address = f"/clients/{address}" if address else ""

    assert sorted(seen) == [f"{number:03d}" for number in range(100)]


def test_the_timeline_is_filtered_by_kind_author_and_words(
    browser: StrictClient, card: Customer, manager: User
) -> None:
    chief = make_user(role=Role.objects.get(code="admin"))
    record(by=manager, customer_id=card.pk, kind="note", text="Likes porcelain")
    record(by=chief, customer_id=card.pk, kind="note", text="Likes linen")
    record(by=manager, customer_id=card.pk, kind="review", text="Splendid porcelain", rating=5)
    address = reverse("customers:timeline", args=[card.pk])

    def told(**asked: Any) -> set[str]:
        page = browser.get(address, asked).content.decode()
        return {text for text in ("Likes porcelain", "Likes linen", "Splendid porcelain") if text in page}

    assert told(group="reviews") == {"Splendid porcelain"}
    assert told(q="PORCELAIN") == {"Likes porcelain", "Splendid porcelain"}
    assert told(author=chief.pk) == {"Likes linen"}
    assert told(q="porcelain", group="talk") == {"Likes porcelain"}
    assert told(until="2001-01-01") == set()
    assert told(since="garbage", author="x") == {"Likes porcelain", "Likes linen", "Splendid porcelain"}


def test_a_pinned_entry_stands_above_the_history(browser: StrictClient, card: Customer, manager: User) -> None:
    entry = record(by=manager, customer_id=card.pk, kind="note", text="Call after lunch", at=days_ago(300))
    for number in range(40):
        record(by=manager, customer_id=card.pk, kind="note", text=f"Note {number}")
    address = reverse("customers:timeline", args=[card.pk])
    assert "Call after lunch" not in browser.get(address).content.decode()

    pinned = browser.post(reverse("interactions:act", args=[entry.pk, "pin"]))

    assert pinned.status_code == 200
    page = browser.get(address).content.decode()
    assert page.index("Call after lunch") < page.index("Note 39")
