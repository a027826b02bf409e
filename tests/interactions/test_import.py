"""Files of calls, letters and meetings: brought in, brought in again, taken back; what cannot be read is said."""

import datetime as dt
import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from time_machine import TimeMachineFixture

from accounts.models import Role, User
from accounts.permissions import Permission
from accounts.services import system_user
from customers.models import Customer
from imports import whole
from imports.mapping.kinds import kind_of
from imports.models import Import, StagedRow
from imports.whole import Wish, rejects, told
from interactions.log.import_targets import read_direction, read_kind
from interactions.log.import_words import outcome_in
from interactions.log.models import Interaction, LastTouch
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
HEAD = "Телефон;Дата;Тип;Направление;Комментарий;Результат;Менеджер"
ROWS = (
    "+7 916 111-22-33;05.10.2026 12:30;Звонок;исходящий;Просил перезвонить;Перезвонить;Петрова Анна",
    "+7 916 111-22-33;06.10.2026 9:05;Письмо;вх.;Прислал договор;;petrova@example.com",
    "+7 916 111-22-33;07.10.2026;Заметка;;Любит чай;;",
    "+7 916 111-22-44;06.10.2026 18:00;Входящий звонок;;;не дозвонились;Неизвестный Кто-то",
)
ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture(autouse=True)
def at_noon(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), tick=True)


def brought(path: Path, *rows: str, head: str = HEAD, mode: str = "upsert", by: User | None = None) -> Import:
    file = path / "file.csv"
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    by = by or system_user()
    return whole.applied(whole.checked(Wish(path=file, by=by, entity="interactions", mode=mode)), by=by)


def test_entries_come_in_with_their_clients_outcomes_and_authors(tmp_path: Path) -> None:
    anna = make_user(email="petrova@example.com", first_name="Анна", last_name="Петрова")

    imported = brought(tmp_path, *ROWS)

    assert told(imported)["created"] == 4
    call, letter, note = Interaction.objects.filter(author=anna).order_by("at") | Interaction.objects.filter(
        kind="note"
    )
    assert (call.kind, call.direction, call.text, str(call.outcome)) == (
        "call",
        "out",
        "Просил перезвонить",
        "Перезвонить",
    )
    assert call.at == dt.datetime(2026, 10, 5, 12, 30, tzinfo=ZONE)
    assert (letter.kind, letter.direction, letter.author) == ("letter", "in", anna)
    assert (note.direction, note.author, note.text) == ("", None, "Любит чай")
    other = Interaction.objects.get(at__date=dt.date(2026, 10, 6), kind="call")
    assert (other.direction, other.outcome and other.outcome.code, other.author) == ("in", "silent", None)
    touched = LastTouch.objects.get(customer_id=call.customer_id)
    assert (touched.at, touched.kind, touched.author) == (letter.at, "letter", anna)
    assert Customer.objects.count() == 2
    assert [problem[3] for problem in StagedRow.objects.get(number=5).problems] == ["author_unknown"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Договорились", "agreed"), ("Успешный звонок", "agreed"), ("Разговор состоялся", "reached"),
        ("Не договорились", ""), ("не согласен", ""), ("Несогласие", ""), ("Неуспешный", ""), ("Безуспешно", ""),
        ("Разговор не состоялся", ""), ("Disagreed", ""), ("Unsuccessful", ""), ("didn’t agree", ""),
        ("Disconnected", ""), ("Unanswered", "silent"), ("not answered", "silent"), ("Answered", "reached"),
    ],
)  # fmt: skip
def test_what_did_not_happen_is_not_told_as_if_it_had(words: str, code: str) -> None:
    assert outcome_in(words) == code


def test_the_same_file_again_adds_nothing(tmp_path: Path) -> None:
    twice = (*ROWS, ROWS[2])
    brought(tmp_path, *twice)
    again = brought(tmp_path, *twice, ROWS[2])

    assert (told(again)["created"], told(again)["unchanged"]) == (1, 5)
    assert Interaction.objects.count() == 6


def test_an_import_is_taken_back_with_its_clients(tmp_path: Path) -> None:
    standing = make_person()
    make_phone(standing, "+79161112233")
    imported = brought(tmp_path, *ROWS)
    assert LastTouch.objects.get(customer=standing).kind == "letter"

    run_now(start_undo(Operation.objects.get(pk=str(imported.operation)), system_user(), queued=False))

    assert not Interaction.objects.exists()
    assert list(Customer.objects.all()) == [standing]
    assert not LastTouch.objects.get(customer=standing).is_known


def test_update_only_makes_nobody(tmp_path: Path) -> None:
    assert told(brought(tmp_path, *ROWS, mode="update"))["unchanged"] == 4
    assert not Customer.objects.exists()


def test_a_colleagues_client_is_not_written_about(tmp_path: Path) -> None:
    make_phone(make_person(responsible=make_user()), "+79161112233")
    manager = Role.objects.get(code="manager")
    permissions = [*manager.permissions, Permission.IMPORT_BASE]
    by = make_user(role=Role.objects.create(code="brings", name="Brings", scope="own", permissions=permissions))

    imported = brought(tmp_path, *ROWS[:2], by=by)

    assert set(StagedRow.objects.of(imported).values_list("verdict", "reason")) == {("doubtful", "colleague")}
    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (";05.10.2026;Звонок;;;;", "no_client"),
        ("+79161112255;;Звонок;;;;", "no_moment"),
        ("+79161112255;когда-то;Звонок;;;;", "not_a_date"),
        ("+79161112255;05.10.2026 27:00;Звонок;;;;", "not_a_moment"),
        ("+79161112255;23.11.2026;Звонок;;;;", "not_yet"),
        ("+79161112255;01.01.1900;Звонок;;;;", "too_early"),
        ("+79161112255;05.10.2026;Гадание;;на картах;;", "talk_kind_unknown"),
        ("+79161112255;05.10.2026;;;;;", "nothing_happened"),
        ("+79161112255;05.10.2026;Заметка;;;;", "no_words"),
        ("+79161112255;05.10.2026;Звонок;вбок;;;", "direction_unknown"),
        ("+79161112255;05.10.2026;Звонок;;;Съел медведь;", "outcome_unknown"),
        ("+79161112255;05.10.2026;Заметка;;Слова;Отказ;", "outcome_of_others"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, row: str, code: str) -> None:
    found = {one["code"]: one["message"] for one in rejects(brought(tmp_path, row))}

    assert code in found
    assert "%" not in found[code]


def test_a_day_alone_may_be_today(tmp_path: Path, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC), tick=True)

    assert told(brought(tmp_path, "+79161112255;22.11.2026;Звонок;;;;"))["created"] == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Исходящий звонок", "call:out"), ("пропущенный", "call:missed"), ("Incoming call", "call:in"),
        ("E-mail", "letter"), ("Входящее письмо", "letter:in"), ("WhatsApp", "messenger"), ("СМС-сообщение", "sms"),
        ("Встреча", "meeting"), ("Посещение офиса", "visit"), ("Рекламация", "complaint"), ("Отзыв", "review"),
        ("Отправлено КП", "file"), ("note", "note"), ("call:in", "call:in"), ("—", None),
    ],
)  # fmt: skip
def test_kinds_are_told_by_words(text: str, value: str | None) -> None:
    assert read_kind(text).value == value


@pytest.mark.parametrize(("text", "value"), [("Исх.", "out"), ("from the client", "in"), ("Missed", "missed")])
def test_directions_are_told_by_words(text: str, value: str) -> None:
    assert read_direction(text).value == value


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (HEAD.split(";"), "interactions"),
        (("Phone", "Date", "Type", "Direction", "Comment"), "interactions"),
        (("ФИО", "Телефон", "Тип", "Комментарий", "Менеджер"), "customers"),
        (("ФИО", "Телефон", "Дата рождения", "Тип", "Комментарий"), "customers"),
        (("Телефон", "Дата", "Сумма", "Статус", "Тип", "Комментарий"), "purchases"),
    ],
)
def test_the_kind_of_table_is_known_by_its_headings(headings: tuple[str, ...], kind: str) -> None:
    assert kind_of(headings) == kind


def test_the_command_tells_all_of_it(tmp_path: Path) -> None:
    file, out = tmp_path / "calls.csv", io.StringIO()
    file.write_text("\n".join((HEAD.replace("Комментарий", "Тема;Текст"), ROWS[1].replace("Прислал", "Тема;Прислал"))))

    call_command("import_base", str(file), entity="interactions", json=True, stdout=out)

    found = json.loads(out.getvalue())
    assert (found["created"], found["rejected"], found["mapping"]["Дата"]) == (1, 0, "at")
    assert Interaction.objects.get().text == "Тема\nПрислал договор"
