"""The harness must be able to fail a test: each of its refusals is provoked once."""

import os
import smtplib
import socket
import warnings
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from django.template import Context, Template

from accounts.builtin import ROLES
from accounts.models import Role, User
from core.db import OWNER
from crm import jobs
from tests.factories.users import make_user
from tests.harness import databases, markup
from tests.harness.environment import clean_environment
from tests.harness.plugin import KEY
from tests.harness.smtp import SmtpServer
from tests.harness.worker import Worker


def test_each_process_has_names_of_its_own(request: pytest.FixtureRequest) -> None:
    own = request.config.stash[KEY].own

    assert settings.DATABASES["default"]["NAME"] == own.name
    assert settings.DATABASES[OWNER]["NAME"] == own.name
    assert own.name == settings.REDIS_PREFIX
    assert own.var == settings.VAR_DIR


@pytest.mark.sql
@pytest.mark.django_db
def test_application_may_write_but_not_truncate() -> None:
    Role.objects.create(code="new", name="New")

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE accounts_role CASCADE")


@pytest.mark.django_db
def test_owner_connection_is_refused_to_a_test_that_did_not_ask() -> None:
    with pytest.raises(AssertionError, match="not allowed"):
        connections[OWNER].cursor()


@pytest.mark.sql
@pytest.mark.django_db(databases=["default", OWNER])
@pytest.mark.parametrize("attempt", [1, 2])
def test_what_the_owner_writes_is_rolled_back(attempt: int) -> None:
    Role.objects.using(OWNER).create(code="kept?", name="Kept?")

    assert Role.objects.using(OWNER).filter(code="kept?").count() == 1


@pytest.mark.sql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_transactional_tests_begin_with_built_in_rows_only(attempt: int) -> None:
    assert sorted(Role.objects.values_list("code", flat=True)) == sorted(ROLES)
    assert User.objects.filter(is_system=False).count() == 0

    make_user()
    Role.objects.create(code=f"left{attempt}", name="Left behind")


@pytest.mark.django_db
def test_rows_without_an_order_come_shuffled() -> None:
    for number in range(30):
        Role.objects.create(code=f"role{number}", name=str(number))

    orders = {tuple(Role.objects.values_list("pk", flat=True)) for _ in range(3)}

    assert len(orders) > 1


@pytest.mark.django_db
def test_an_order_that_was_asked_for_stays() -> None:
    for number in range(30):
        Role.objects.create(code=f"role{number}", name=str(number))

    found = list(Role.objects.order_by("pk").values_list("pk", flat=True))

    assert found == sorted(found)


def test_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="careless"):
        warnings.warn("careless", stacklevel=1)


def test_network_beyond_loopback_is_refused() -> None:
    with pytest.raises(UserWarning, match=r"192\.0\.2\.1"), socket.socket() as attempt:
        attempt.connect(("192.0.2.1", 80))


def test_undefined_template_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="no_such"):
        Template("{{ no_such }}").render(Context())


def test_cache_is_empty_at_first() -> None:
    assert cache.get("left") is None
    cache.set("left", 1)


def test_cache_is_empty_after_others() -> None:
    assert cache.get("left") is None
    cache.set("left", 1)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p style='color:red'>x</p>", "style attribute"),
        ("<style>p {}</style>", "inline style sheet"),
        ("<script>alert(1)</script>", "inline script"),
        ("<button onclick='x()'>x</button>", "inline handler"),
        ("<a href='javascript:x()'>x</a>", "javascript:"),
        ("<p>{{ name }}</p>", "template code"),
        ("<p id=a></p><p id=a></p>", "stands 2 times"),
    ],
)
def test_markup_fault_is_found(html: str, fault: str) -> None:
    assert [sentence for sentence in markup.faults(html) if fault in sentence]


def test_good_markup_has_no_faults() -> None:
    page = "<script src='/static/app.js' type=module></script><script type='application/json'>{}</script><p id=a>x</p>"

    assert markup.faults(page) == []


def test_fingerprint_of_the_template_follows_migrations(tmp_path: Path) -> None:
    migration = tmp_path / "customers" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one")
    before = databases.fingerprint(tmp_path)

    migration.write_text("two")

    assert databases.fingerprint(tmp_path) != before


def test_clone_of_a_dead_run_is_abandoned() -> None:
    assert databases.is_abandoned(f"{databases.CLONE}999999999_gw0")
    assert not databases.is_abandoned(f"{databases.CLONE}{os.getpid()}_main")


def test_clean_environment_names_no_servers() -> None:
    assert not [name for name in clean_environment() if name.startswith(("DATABASE_", "REDIS_", "KARTOTEKA_"))]


@pytest.mark.sql
@pytest.mark.django_db
def test_database_is_a_clone_on_the_given_server(request: pytest.FixtureRequest) -> None:
    process = request.config.stash[KEY]

    with psycopg.connect(process.servers.owner_url) as owner:
        assert process.own.name in databases.databases(owner)


def test_letters_arrive_at_the_smtp_server(smtp_server: SmtpServer) -> None:
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as sender:
        sender.sendmail("a@example.com", ["b@example.com"], "Subject: Hello\n\nText")

    assert [letter["Subject"] for letter in smtp_server.letters] == ["Hello"]


@pytest.mark.worker
def test_worker_takes_jobs(real_worker: Worker) -> None:
    jobs.tick.delay()

    real_worker.wait_until(lambda: cache.get(jobs.TICKED_AT) is not None)
