"""Writing the journal, and what is refused to whoever writes it."""

import hashlib

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

import journal
from accounts.models import User
from core.db import OWNER
from core.errors import DomainError
from journal.entries.erase import erase_details
from journal.models import Entry
from tests.journal.sealed import seal_everything

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def look(by: User, number: int = 7, **details: object) -> Entry:
    journal.record("customers.view", by=by, object_type="customers.customer", object_id=number, details=details)
    return Entry.objects.order_by("-id")[0]


def test_entry_says_who_did_what_to_which_object(manager: User) -> None:
    entry = look(manager, 7, ip="10.0.0.1")

    assert (entry.actor_id, entry.actor_name) == (manager.pk, "Мария Менеджерова")
    assert (entry.verb, entry.object_type, entry.object_id) == ("customers.view", "customers.customer", "7")
    assert entry.details == {"ip": "10.0.0.1"}
    assert entry.era == 1
    assert entry.tx > 0


def test_details_are_proved_by_a_salted_hash(manager: User) -> None:
    entry = look(manager, ip="10.0.0.1", что="кириллица", zzz=1.50)

    with connection.cursor() as cursor:
        cursor.execute("SELECT details::text FROM journal_entry WHERE id = %s", [entry.pk])
        text = cursor.fetchone()[0]
    assert entry.salt is not None
    assert len(entry.salt) == 16
    assert bytes(entry.details_hmac) == hashlib.sha256(bytes(entry.salt) + text.encode()).digest()


def test_entry_without_details_has_no_salt(manager: User) -> None:
    entry = look(manager)

    assert (entry.details, entry.salt, bytes(entry.details_hmac)) == (None, None, b"")
    assert not entry.is_erased


def test_entry_goes_with_the_transaction_that_fails(manager: User) -> None:
    with transaction.atomic():
        look(manager)
        transaction.set_rollback(True)

    assert not Entry.objects.filter(verb="customers.view").exists()


def test_query_becomes_entries_with_a_salt_each(manager: User) -> None:
    written = journal.record_many(
        "customers.view",
        by=manager,
        object_type="customers.customer",
        rows="SELECT g, CASE WHEN g < %(limit)s THEN jsonb_build_object('n', g) END FROM generate_series(1, 3) AS g",
        params={"limit": 3},
    )

    entries = list(Entry.objects.filter(verb="customers.view").order_by("id"))
    assert written == 3
    assert [entry.object_id for entry in entries] == ["1", "2", "3"]
    assert [entry.details for entry in entries] == [{"n": 1}, {"n": 2}, None]
    assert len({bytes(entry.salt or b"") for entry in entries}) == 3
    assert entries[2].salt is None
    assert bytes(entries[2].details_hmac) == b""
    assert bytes(entries[0].details_hmac) == hashlib.sha256(bytes(entries[0].salt or b"") + b'{"n": 1}').digest()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "UPDATE journal_entry SET actor_name = 'Nobody'",
        "UPDATE journal_entry SET details = NULL, salt = NULL",
        (
            "INSERT INTO journal_entry (at, actor_id, actor_name, verb, object_type, object_id, details_hmac)"
            " VALUES (now(), 1, '', '', '', '', '')"
        ),
        (
            "INSERT INTO journal_entry (tx, actor_id, actor_name, verb, object_type, object_id, details_hmac)"
            " VALUES ('5', 1, '', '', '', '', '')"
        ),
        "DELETE FROM journal_seal",
        "TRUNCATE journal_seal",
        "UPDATE journal_seal SET count = 0",
        "UPDATE journal_era SET number = 5",
        "DELETE FROM journal_era",
        "TRUNCATE journal_era",
        "ALTER TABLE journal_entry DISABLE TRIGGER journal_guard",
        "DROP TRIGGER journal_guard ON journal_entry",
    ],
)
def test_application_role_may_only_add(statement: str, manager: User) -> None:
    look(manager)

    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.alone
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_entry",
        "UPDATE journal_entry SET at = now()",
        "UPDATE journal_entry SET actor_id = 0",
        "UPDATE journal_entry SET actor_name = 'Nobody'",
        "UPDATE journal_entry SET verb = 'other'",
        "UPDATE journal_entry SET object_type = 'other'",
        "UPDATE journal_entry SET object_id = '8'",
        "UPDATE journal_entry SET details_hmac = ''",
        "UPDATE journal_entry SET tx = '5'",
        "UPDATE journal_entry SET era = 5",
        "UPDATE journal_entry SET id = DEFAULT",
        "UPDATE journal_entry SET details = '{}'",
        "UPDATE journal_entry SET details = NULL, salt = NULL",
        "DELETE FROM journal_seal",
        "UPDATE journal_seal SET count = 0",
    ],
)
def test_ordinary_sql_of_the_owner_is_refused_too(statement: str, manager: User) -> None:
    look(manager, ip="10.0.0.1")
    seal_everything()

    with pytest.raises(ProgrammingError, match="append-only"), connections[OWNER].cursor() as cursor:
        cursor.execute(statement)


def test_details_are_erased_and_that_is_an_entry(manager: User, admin_user: User) -> None:
    erased, kept = look(manager, 7, ip="10.0.0.1"), look(manager, 8, ip="10.0.0.2")

    assert erase_details([erased.pk], act="А-15", by=admin_user) == 1

    erased.refresh_from_db()
    kept.refresh_from_db()
    last = Entry.objects.order_by("-id")[0]
    assert (erased.details, erased.salt, erased.is_erased) == (None, None, True)
    assert kept.details == {"ip": "10.0.0.2"}
    assert (last.verb, last.actor_id, last.object_id, last.details) == (
        "journal.erased", admin_user.pk, "А-15", {"count": 1},
    )  # fmt: skip


def test_after_an_erasure_the_same_transaction_may_still_change_nothing(manager: User, admin_user: User) -> None:
    entry = look(manager, ip="10.0.0.1")
    erase_details([entry.pk], act="A-15", by=admin_user)

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET details = NULL, salt = NULL")


def test_erasure_without_an_act_is_refused(manager: User) -> None:
    with pytest.raises(DomainError):
        erase_details([1], act=" ", by=manager)
    with pytest.raises(Exception, match="names the act"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_details(%s, %s)", [[1], ""])


def test_details_and_salt_come_together(manager: User) -> None:
    statement = (
        "INSERT INTO journal_entry (actor_id, actor_name, verb, object_type, object_id, details, details_hmac)"
        " VALUES (1, '', '', '', '', '{}', '')"
    )

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
