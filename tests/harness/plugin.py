"""Prepares servers and environment before Django's settings load; named in pyproject.toml by `-p`.

The main process finds or starts the servers and builds the template; the processes of xdist inherit
their addresses. With DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL given those servers are used,
with none of them the embedded ones under var/tests.
"""

import os
from collections.abc import Callable, Generator
from dataclasses import dataclass

import pytest

from tests.harness import databases, environment
from tests.harness.environment import Own, Servers

GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
HANDED_DOWN = ("KARTOTEKA_TEST_APPLICATION_URL", "KARTOTEKA_TEST_OWNER_URL", "KARTOTEKA_TEST_REDIS_URL")
RUN = "KARTOTEKA_TEST_RUN"
TEMPLATE = "KARTOTEKA_TEST_TEMPLATE"
NO_TESTS_RUN = {"--help", "-h", "--version", "-V", "--collect-only", "--co", "--fixtures", "--markers"}


@dataclass
class TestProcess:
    """This process, its servers, and how to let them go."""

    __test__ = False

    servers: Servers
    template: str
    own: Own
    release_servers: Callable[[], None]
    has_database: bool = False

    def make_database(self) -> None:
        databases.clone(self.servers, template=self.template, name=self.own.name)
        self.has_database = True

    def close(self) -> None:
        if self.has_database:
            databases.drop_clone(self.servers, self.own.name)
        self.own.release()
        self.release_servers()


KEY = pytest.StashKey[TestProcess]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, object, object]:
    if NO_TESTS_RUN.isdisjoint(args):
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        early_config.stash[KEY] = join_run(worker) if worker else start_run()
    return (yield)


def start_run() -> TestProcess:
    """What the main process does."""
    servers, release = find_servers()
    run = str(os.getpid())
    os.environ |= dict(zip(HANDED_DOWN, (servers.application_url, servers.owner_url, servers.redis_url), strict=True))
    environment.sweep_folders()
    own = environment.claim(servers, run=run, worker="main")
    compile_catalogues()
    template = databases.prepare_template(servers)
    os.environ |= {RUN: run, TEMPLATE: template}
    return TestProcess(servers, template, own, release)


def join_run(worker: str) -> TestProcess:
    """What a process started by xdist does."""
    application, owner, redis = (os.environ[name] for name in HANDED_DOWN)
    servers = Servers(application, owner, redis)
    own = environment.claim(servers, run=os.environ[RUN], worker=worker)
    return TestProcess(servers, os.environ[TEMPLATE], own, release_servers=lambda: None)


def find_servers() -> tuple[Servers, Callable[[], None]]:
    given = [os.environ.get(name, "") for name in GIVEN]
    if all(given):
        return Servers(*given), lambda: None
    if any(given):
        raise pytest.UsageError(f"Give all of {', '.join(GIVEN)}, or none to use the embedded servers.")
    import embedded

    services = embedded.acquire(environment.TESTS_VAR)

    def release() -> None:
        services.release()

    return Servers(services.database_url, services.database_owner_url, services.redis_url), release


def compile_catalogues() -> None:
    from core import catalogues

    catalogues.compile_stale()


def pytest_report_header(config: pytest.Config) -> str:
    process = config.stash.get(KEY, None)
    return f"database: {process.own.name} of {process.template}" if process else "database: none"


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    process = config.stash.get(KEY, None)
    if process is not None:
        process.close()
