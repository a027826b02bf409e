"""Reports and the replica: another address of the same server stands for it here; a real one is tried nightly."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import env, replica
from core.registries.doctor import Health
from core.replica import REPLICA
from crm.monitoring import follower
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.harness.smtp import free_port

pytestmark = pytest.mark.django_db(transaction=True)


def name_one(**changed: Any) -> None:
    own = connections[DEFAULT_DB_ALIAS].settings_dict
    made = env.replica("postgresql://nobody@localhost/none", "")
    made |= {key: own[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} | changed
    connections.settings[REPLICA] = connections.configure_settings({DEFAULT_DB_ALIAS: made})[DEFAULT_DB_ALIAS]
    there = connections[REPLICA]

    def ensure_connection() -> None:
        """Django's own, without the guard of tests, who knows no connection that was not there when he began."""
        if there.connection is None:
            with there.wrap_database_errors:
                there.connect()

    there.ensure_connection = ensure_connection  # type: ignore[method-assign]
    replica.forget()


@pytest.fixture(autouse=True)
def no_replica_before_or_after(transactional_db: None) -> Iterator[None]:
    replica.forget()
    yield
    if REPLICA in connections:
        connections[REPLICA].close()
        del connections[REPLICA]
        del connections.settings[REPLICA]
    replica.forget()


def read_by() -> str:
    """The name of the connection that SQL of reports goes by, and whether it may write."""
    with replica.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return str(cursor.fetchone()[0])


def test_without_one_the_database_is_read() -> None:
    assert replica.read(read_by) == "off"


def test_reports_read_it_and_rows_go_home() -> None:
    name_one()
    person = make_user(first_name="Анна")

    assert replica.read(read_by) == "on"
    assert read_by() == "off"
    read = replica.read(lambda: User.objects.get(pk=person.pk))
    assert read._state.db == REPLICA
    read.first_name = "Инна"
    read.save(update_fields=["first_name"])
    read.refresh_from_db()
    assert read._state.db == DEFAULT_DB_ALIAS
    assert User.objects.get(pk=person.pk).first_name == "Инна"


def test_page_and_file_of_a_report(client_for: Callable[[User], StrictClient]) -> None:
    name_one()
    browser = client_for(make_user(admin=True))

    for address in ("/reports/activity/?period=7", "/reports/activity/file/?period=30"):
        with CaptureQueriesContext(connections[REPLICA]) as asked:
            assert browser.get(address).status_code == 200
        assert any("interactions_interaction" in query["sql"] for query in asked)
        assert not any(query["sql"].lstrip().startswith(("INSERT", "UPDATE", "DELETE")) for query in asked)


def test_whoever_may_have_written_reads_the_database_itself() -> None:
    name_one()

    with transaction.atomic():
        assert replica.read(read_by) == "off"


def test_silent_one_is_not_waited_for_twice() -> None:
    name_one(HOST="127.0.0.1", PORT=str(free_port()))

    assert replica.read(read_by) == "off"
    began = time.monotonic()
    assert [replica.read(read_by) for _ in range(50)] == ["off"] * 50
    assert time.monotonic() - began < 2
    found = follower.check_replica()
    assert (found.health, follower.lag(), follower.in_use()) == (Health.WARN, -1, 0)


def test_one_that_goes_in_the_middle_of_a_report() -> None:
    name_one()
    times = []

    def work() -> str:
        times.append(read_by())
        if times == ["on"]:
            with replica.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                number = cursor.fetchone()[0]
            with connection.cursor() as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        return read_by()

    assert replica.read(work) == "off"
    assert times == ["on", "off"]


def test_what_takes_too_long_is_not_begun_again() -> None:
    name_one(OPTIONS={"options": "-c statement_timeout=50"})
    times = []

    def work() -> None:
        times.append(1)
        with replica.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(1)")

    with pytest.raises(OperationalError):
        replica.read(work)
    assert times == [1]


def test_late_one_is_told_of(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    name_one()
    settings.REPLICA_LAG_SECONDS = -1
    # This server follows nobody, so its own words stand for those of one that does and has heard nothing for a minute.
    monkeypatch.setattr(replica, "STARTED", "SELECT pg_postmaster_start_time(), true, pg_current_wal_lsn()")
    monkeypatch.setattr(replica, "BEHIND", "SELECT 61.4 WHERE %(here)s::text <> '' AND %(there)s::text <> ''")

    assert replica.read(read_by) == "off"
    assert (follower.lag(), follower.in_use()) == (61.4, 0)
    assert "61" in str(follower.check_replica().message)


def test_server_that_follows_nobody_is_no_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    name_one()
    monkeypatch.setattr(replica, "STARTED", "SELECT now(), false, NULL")

    assert replica.read(read_by) == "off"
    assert replica.look().fault == "alone"
