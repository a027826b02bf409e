"""Fixtures for all tests. Servers and environment are prepared before, by `tests.harness.plugin`."""

import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from core.registries.fields import code_alone
from tests.factories.users import make_user
from tests.harness import client as strict_client
from tests.harness import flush, ordering, worker
from tests.harness.client import StrictClient
from tests.harness.plugin import KEY
from tests.harness.smtp import SmtpServer
from tests.harness.worker import Worker

flush.install()
ordering.install()
strict_client.install()

hypothesis.settings.register_profile("default", deadline=None, max_examples=50)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("KARTOTEKA_HYPOTHESIS", "default"))


STARTS_OTHERS = {"worker", "lifecycle", "browser"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On CI what starts browsers, workers or whole copies is tried twice: a busy machine may stretch one past its time.

    The summary names each such test as RERUN, so that one that needs it often is seen and mended.
    """
    if os.environ.get("CI"):
        # Python 3.11 may fail to parse a source while a browser's greenlet runs, and the report ends the whole run.
        config.option.tbstyle = "native"
        for item in items:
            marked = STARTS_OTHERS & {mark.name for mark in item.iter_markers()}
            if marked or "/tests/embedded/" in str(item.path):
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A clone of the migrated template, in place of Django's own test database."""
    from django.db import connections

    process = request.config.stash[KEY]
    process.make_database()
    yield
    with django_db_blocker.unblock():
        for connection in connections.all(initialized_only=True):
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Between tests nobody is refused the owner's connection; each test refuses it anew."""
    flush.free_owner()
    worker.STARTED.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """A test that fails leaves no worker: the database is emptied after it, and it may be tried again."""
    try:
        return (yield)
    except BaseException:
        worker.end_all()
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Nor does one whose worker would not stop."""
    try:
        return (yield)
    except BaseException:
        worker.end_all()
        raise


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Attempts counted by one test must not throttle the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def language() -> None:
    """The language of the last request of one test must not speak in the next."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_fields(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a database knows the fields of the code alone."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        yield
    else:
        with code_alone():
            yield


@pytest.fixture
def client() -> StrictClient:
    """Nobody, not signed in."""
    return StrictClient()


@pytest.fixture
def client_for() -> Callable[[User], StrictClient]:
    """`client_for(manager)` is the manager's browser."""

    def signed_in(user: User) -> StrictClient:
        browser = StrictClient()
        browser.force_login(user)
        return browser

    return signed_in


@pytest.fixture
def manager(db: None) -> User:
    """Sees his own clients."""
    return make_user(first_name="Мария", last_name="Менеджерова")


@pytest.fixture
def colleague(db: None) -> User:
    """Another manager."""
    return make_user(first_name="Кирилл", last_name="Коллегин")


@pytest.fixture
def admin_user(db: None) -> User:
    """Sees and does everything."""
    return make_user(admin=True, first_name="Алла", last_name="Админова")


@pytest.fixture
def stranger(db: None) -> User:
    """Signs in, has no right to anything."""
    from accounts.models import Role

    role = Role.objects.create(code="stranger", name="Stranger", permissions=[])
    return make_user(role=role, first_name="Семён", last_name="Сторонний")


@pytest.fixture
def real_worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A Celery worker process of this test's own; mark the test `worker`."""
    started = worker.start(tmp_path)
    yield started
    started.stop()


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """Letters arrive in `smtp_server.letters`."""
    server = SmtpServer()
    server.start()
    yield server
    server.stop()
