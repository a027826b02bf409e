"""An export from the wish to the file: rights, limits, what is written down."""

import csv
import datetime as dt
import io
import json
import re
import tracemalloc
import uuid
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from core.registries.exports import file_stores
from customers import services as customers
from customers.models import Customer
from customers.models.external_id import ExternalId
from files.models import StoredFile
from journal import runs
from journal.models import Entry, Operation, OperationItem
from journal.operations import may_undo
from listing.exports import limits, making, services, values
from listing.exports.choices import EXPORT
from listing.exports.models import Export
from tests.factories.customers import make_email, make_person, make_phone
from tests.listing.exports.conftest import Exporting, lose, wish

pytestmark = pytest.mark.django_db


def content(export: Export) -> bytes:
    assert export.file is not None
    file = file_stores.get("files").open(export.file)
    assert file is not None
    with file:
        return file.read()


def table(export: Export) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content(export).decode("utf-8-sig"), newline=""), delimiter=";"))


def operation_of(export: Export) -> Operation:
    assert export.operation is not None
    return Operation.objects.get(pk=export.operation)


class TestFile:
    def test_holds_what_was_asked_in_the_order_of_the_list(self, exporter: User, exported: Exporting) -> None:
        second = make_person("Яблоков Пётр Иванович", responsible=exporter, city="Казань")
        first = make_person("Абрамова Анна", responsible=exporter)
        make_phone(second, "8 (916) 123-45-67", label="рабочий")
        make_phone(second, "+7 926 765 43 21")
        make_phone(second, "доб. 12")
        make_email(first, "Anna@Example.com")
        made = exported(exporter, order="full_name")
        assert table(made) == [
            ["ФИО", "Телефон", "Почта", "Город"],
            ["Абрамова Анна", "", "anna@example.com", ""],
            ["Яблоков Пётр Иванович", "'+79161234567 (рабочий); +79267654321; доб. 12", "", "Казань"],
        ]
        assert (made.state, made.rows, made.chosen) == ("ready", 2, 2)

    def test_json_lines_lose_nothing(self, exporter: User, exported: Exporting) -> None:
        client = make_person("Яблоков Пётр Иванович", responsible=exporter, sex="m", birth_date=dt.date(1980, 2, 29))
        make_phone(client, "8 (916) 123-45-67", label="рабочий")
        ExternalId.objects.create(customer=client, source="Битрикс24", value="0015")
        columns = ["full_name", "kind", "sex", "birth_date", "phone", "external_id", "responsible", "created_at"]
        lines = content(exported(exporter, format="json", columns=columns)).decode().splitlines()
        assert json.loads(lines[1]) == {
            "full_name": "Яблоков Пётр Иванович",
            "kind": "person",
            "sex": "m",
            "birth_date": "1980-02-29",
            "phone": ["+79161234567"],
            "phone_labels": ["рабочий"],
            "external_id": ["0015"],
            "external_id_labels": ["Битрикс24"],
            "responsible": exporter.full_name,
            "created_at": client.created_at.isoformat(),
        }

    def test_ticked_rows_only(self, exporter: User, exported: Exporting) -> None:
        ticked = make_person("Абрамова Анна", responsible=exporter)
        make_person("Яблоков Пётр", responsible=exporter)
        made = exported(exporter, choice={"ids": [ticked.pk]})
        assert [row[0] for row in table(made)[1:]] == ["Абрамова Анна"]
        assert made.words == "1 отмеченная строка"

    def test_a_rule_chooses_and_stands_there_in_words(self, exporter: User, exported: Exporting) -> None:
        make_person("Абрамова Анна", responsible=exporter, city="Казань")
        make_person("Яблоков Пётр", responsible=exporter, city="Пермь")
        rule = {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}
        made = exported(exporter, choice={"rule": rule})
        assert [row[0] for row in table(made)[1:]] == ["Абрамова Анна"]
        assert "Казань" in made.words

    def test_the_archive(self, exporter: User, exported: Exporting) -> None:
        away = make_person("Абрамова Анна", responsible=exporter)
        make_person("Яблоков Пётр", responsible=exporter)
        customers.archive(by=exporter, customer=away)
        made = exported(exporter, choice={"rule": {}, "archive": True})
        assert [row[0] for row in table(made)[1:]] == ["Абрамова Анна"]
        assert exported(exporter, choice={"ids": [away.pk]}).rows == 1

    @pytest.mark.parametrize("kind", ["xlsx", "csv", "vcf", "vcf4", "json"])
    def test_every_format_with_every_column(self, kind: str, exporter: User, exported: Exporting) -> None:
        make_phone(make_person("Абрамова Анна", responsible=exporter, birth_date=dt.date(1999, 9, 9)))
        page = wish().page
        made = exported(exporter, format=kind, columns=list(page.fields()))
        assert (made.state, made.rows) == ("ready", 1)
        assert made.file_name.startswith(f"Клиенты, выгрузка {made.pk}.")


class TestRights:
    def test_only_own_clients(self, exporter: User, colleague: User, exported: Exporting) -> None:
        make_person("Абрамова Анна", responsible=exporter)
        alien = make_person("Яблоков Пётр", responsible=colleague)
        assert [row[0] for row in table(exported(exporter))[1:]] == ["Абрамова Анна"]
        with pytest.raises(DomainError, match="нечего"):
            services.prepare(wish(choice={"ids": [alien.pk]}), by=exporter)

    def test_a_client_given_away_meanwhile_stays(self, exporter: User, colleague: User) -> None:
        make_person("Абрамова Анна", responsible=exporter)
        gone = make_person("Яблоков Пётр", responsible=exporter)
        export = services.prepare(wish(), by=exporter)
        run = services.start(export, by=exporter, wake_up=False)
        Customer.objects.filter(pk=gone.pk).update(responsible=colleague)
        runs.run_here(run.pk)
        export.refresh_from_db()
        assert (export.chosen, export.rows) == (2, 1)

    def test_without_the_right_nothing_is_prepared(self, manager: User) -> None:
        with pytest.raises(DomainError, match="не можете"):
            services.prepare(wish(), by=manager)

    def test_the_right_lost_before_the_job(self, exporter: User) -> None:
        make_person(responsible=exporter)
        run = services.start(services.prepare(wish(), by=exporter), by=exporter, wake_up=False)
        lose(exporter)
        with pytest.raises(DomainError):
            runs.run_here(run.pk)
        export = Export.objects.get()
        assert export.state == "failed"
        assert operation_of(export).state == "failed"
        assert not StoredFile.objects.filter(belongs_to_type=EXPORT).exists()

    def test_the_right_lost_before_the_download(self, exporter: User, exported: Exporting) -> None:
        make_person(responsible=exporter)
        made = exported(exporter)
        lose(exporter)
        with pytest.raises(DomainError):
            services.take(made, by=exporter)

    @pytest.mark.parametrize("column", ["password", "customer.id", "full_name'; --", ""])
    def test_a_forged_column_is_refused_with_a_sentence(self, column: str, exporter: User) -> None:
        make_person(responsible=exporter)
        with pytest.raises(DomainError, match="Колонки"):
            services.prepare(wish(columns=["full_name", column]), by=exporter)

    def test_an_unknown_format_and_no_purpose(self, exporter: User) -> None:
        make_person(responsible=exporter)
        with pytest.raises(DomainError, match="формата"):
            services.prepare(wish(format="exe"), by=exporter)
        with pytest.raises(DomainError, match="для чего"):
            services.prepare(wish(purpose=" \n\x00 "), by=exporter)
        with pytest.raises(DomainError, match="хотя бы одну колонку"):
            services.prepare(wish(columns=[]), by=exporter)

    def test_a_rule_that_cannot_be_asked_whole_takes_nobody(self, exporter: User) -> None:
        make_person(responsible=exporter)
        rule = {"all": [{"field": "no_such", "op": "is", "values": ["1"]}]}
        with pytest.raises(DomainError):
            services.prepare(wish(choice={"rule": rule}), by=exporter)

    def test_broken_choices_take_nobody(self, exporter: User) -> None:
        make_person(responsible=exporter)
        for choice in ({}, {"ids": "all"}, {"ids": ["1", None, -1, 2**70]}, {"rule": "x"}):
            with pytest.raises(DomainError, match="нечего"):
                services.prepare(wish(choice=choice), by=exporter)

    def test_started_once(self, exporter: User, exported: Exporting) -> None:
        make_person(responsible=exporter)
        made = exported(exporter)
        with pytest.raises(DomainError, match="уже начата"):
            services.start(made, by=exporter)


class TestLimits:
    def test_more_than_the_role_may_take(self, exporter: User) -> None:
        make_person(responsible=exporter)
        make_person(responsible=exporter)
        limits.set_limits({exporter.role: 1}, by=system_user())
        with pytest.raises(DomainError, match="Выбрано 2 строки"):
            services.prepare(wish(), by=exporter)
        limits.set_limits({exporter.role: 2}, by=system_user())
        assert services.prepare(wish(), by=exporter).chosen == 2

    def test_defaults(self, exporter: User, admin_user: User) -> None:
        assert limits.limit_of(exporter) == 5_000
        assert limits.limit_of(admin_user) is None

    def test_a_change_is_journalled_once(self, exporter: User, admin_user: User) -> None:
        limits.set_limits({exporter.role: 10}, by=admin_user)
        limits.set_limits({exporter.role: 10}, by=admin_user)
        assert Entry.objects.filter(verb=limits.LIMIT_CHANGED).count() == 1


class TestWrittenDown:
    def test_journal_operation_and_items(self, exporter: User, exported: Exporting) -> None:
        clients = [make_person(responsible=exporter) for _ in range(3)]
        made = exported(exporter)
        entry = Entry.objects.get(verb="export.made")
        assert entry.actor_id == exporter.pk
        assert entry.details is not None
        assert entry.details["purpose"] == "Сверка с бухгалтерией"
        assert entry.details["columns"] == ["full_name", "phone", "email", "city"]
        assert (entry.details["rows"], entry.details["sha256"]) == (3, made.sha256)
        operation = operation_of(made)
        assert (operation.kind, operation.state, operation.applied) == (EXPORT, "done", 3)
        assert not may_undo(operation)
        items = OperationItem.objects.filter(operation_id=operation.pk)
        assert {item.object_id for item in items} == {str(client.pk) for client in clients}
        assert {item.object_type for item in items} == {"customers.customer"}

    def test_each_download_too(self, exporter: User, exported: Exporting) -> None:
        make_person(responsible=exporter)
        made = exported(exporter)
        for _ in range(2):
            services.take(made, by=exporter).close()
        made.refresh_from_db()
        assert made.downloads == 2
        assert Entry.objects.filter(verb="export.downloaded", object_id=str(made.pk)).count() == 2

    def test_the_file_goes_when_its_time_is_over(self, exporter: User, exported: Exporting) -> None:
        make_person(responsible=exporter)
        made = exported(exporter)
        assert services.expire(timezone.now()) == 0
        assert services.expire(timezone.now() + dt.timedelta(hours=25)) == 1
        made.refresh_from_db()
        assert (made.state, made.file) == ("expired", None)
        assert not StoredFile.objects.filter(belongs_to_type=EXPORT).exists()
        with pytest.raises(DomainError, match="больше нет"):
            services.take(made, by=exporter)

    def test_past_its_time_it_is_not_given_even_if_not_swept(self, exporter: User, exported: Exporting) -> None:
        make_person(responsible=exporter)
        made = exported(exporter)
        Export.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        with pytest.raises(DomainError):
            services.take(made, by=exporter)

    def test_drafts_are_forgotten(self, exporter: User) -> None:
        make_person(responsible=exporter)
        services.prepare(wish(), by=exporter)
        assert services.forget_drafts(timezone.now() - dt.timedelta(days=1)) == 0
        assert services.forget_drafts(timezone.now() + dt.timedelta(seconds=1)) == 1


def test_statements_do_not_grow_with_rows(exporter: User, exported: Exporting) -> None:
    counts = []
    for _round in range(2):
        for _ in range(5):
            client = make_person(responsible=exporter)
            make_phone(client)
            make_email(client)
        with CaptureQueriesContext(connection) as queries:
            exported(exporter, columns=list(wish().page.fields()))
        counts.append(len([one for one in queries if not re.match("SAVEPOINT|RELEASE", one["sql"])]))
    assert counts[0] == counts[1]


def test_a_full_disk_is_said_in_words(exporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_person(f"Уникальный {uuid.uuid4()}", responsible=exporter)  # a content the store has not yet

    def full(*_args: Any, **_more: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(DomainError, match="места"):
        services.start_and_wait(services.prepare(wish(), by=exporter), by=exporter)
    assert Export.objects.get().state == "failed"


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def test_a_killed_attempt_is_made_anew(exporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while it wrote: the next worker begins anew, and nothing half made is left."""
    make_person(f"Уникальный {uuid.uuid4()}", responsible=exporter)
    run = services.start(services.prepare(wish(), by=exporter), by=exporter, wake_up=False)
    export = Export.objects.get()
    folder = file_stores.get("files").folder()
    before = set(folder.iterdir())

    class Killed(BaseException):
        pass

    def killed(*_args: Any, **_more: Any) -> Any:
        raise Killed

    records = values.records
    monkeypatch.setattr(values, "records", killed)
    with pytest.raises(Killed):
        making.make(export.pk, step=transaction.atomic, progress=_silent)
    monkeypatch.setattr(values, "records", records)
    export.refresh_from_db()
    assert export.state == "running"
    assert set(folder.iterdir()) == before
    runs.run_here(run.pk)
    export.refresh_from_db()
    assert (export.state, export.rows) == ("ready", 1)
    again = making.make(export.pk, step=transaction.atomic, progress=_silent)
    assert (again.file, StoredFile.objects.filter(belongs_to_type=EXPORT).count()) == (export.file, 1)


def test_stopped_by_a_person(exporter: User) -> None:
    make_person(responsible=exporter)
    run = services.start(services.prepare(wish(), by=exporter), by=exporter, wake_up=False)
    runs.cancel(run.pk)
    export = Export.objects.get()
    assert export.state == "cancelled"
    assert operation_of(export).state == "cancelled"


def test_memory_is_flat(exporter: User) -> None:
    """The traced peak of 10,000 clients with every column is that of 4,000 but for noise."""
    peaks = []
    for count in (4_000, 6_000):
        Customer.objects.bulk_create(
            [
                Customer(name=f"Клиент {at}", sort_name=f"клиент {at}", note="x" * 100, responsible=exporter)
                for at in range(count)
            ],
            batch_size=2_000,
        )
        limits.set_limits({exporter.role: None}, by=system_user())
        export = services.prepare(wish(columns=list(wish().page.fields())), by=exporter)
        services.start(export, by=exporter, wake_up=False)
        tracemalloc.start()
        making.make(export.pk, step=transaction.atomic, progress=_silent)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert Export.objects.latest("pk").rows == 10_000
    assert peaks[1] < peaks[0] * 1.2
