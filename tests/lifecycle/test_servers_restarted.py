"""The database, or the queue, goes down under a product in use, and comes back: people see a break, work goes on."""

import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import psycopg
import pytest

from embedded import passwords, wheels
from embedded.privileges import service_user
from scripts.copy_of_product import Browser
from tests.harness.queue import Queue
from tests.lifecycle.product import Product, Up, eventually, free_port

pytestmark = [pytest.mark.nightly, pytest.mark.timeout(900)]
CUSTOMERS, EDITS, VISITORS = 15_000, 3, 3
DOWN_SECONDS, PATIENCE_SECONDS = 4, 240
PAGES = ("/clients/?view=all", "/tasks/", "/today/", "/clients/1/")
START = f"""
from accounts.models import User
from customers.operations import EDIT
from journal.operations import confirm, draft
by = User.objects.select_related("role").get(email="admin@demo.example.com")
for number in range({EDITS}):
    print(confirm(draft(EDIT, {{"chosen": {{"all": True}}, "changes": {{"city": f"Город {{number}}"}}}}, by), by).pk)
"""
EVENTS = """
SELECT pgh_context_id::text, count(*), count(DISTINCT pgh_obj_id) FROM customers_customerevent
 WHERE pgh_context_id::text = ANY (%s) GROUP BY 1
"""


class Postgres:
    """A server of an administrator's own on the data of a copy: on loopback, ended as a lost machine ends."""

    def __init__(self, product: Product) -> None:
        found = passwords.read(product.layout)
        assert found
        self.data, self.port = product.layout.pg.resolve(), free_port()
        self.log = product.var / "outside.log"
        self.process: subprocess.Popen[bytes] | None = None
        place = f"127.0.0.1:{self.port}/kartoteka"
        self.owner = f"postgresql://kartoteka_owner:{quote(found.owner)}@{place}"
        self.application = f"postgresql://kartoteka_app:{quote(found.application)}@{place}"

    def on(self) -> None:
        server = wheels.postgres_bin(wheels.postgres_package()) / "postgres"
        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_wal_senders=0")
        command = [str(server), "-D", str(self.data), *(word for one in settings for word in ("-c", one))]
        who = service_user(self.data).for_process()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **who)
        eventually(self.answers, why=f"PostgreSQL is silent: {self.log}")

    def answers(self) -> bool:
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.owner, connect_timeout=5) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def off(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(30)
            self.process = None


@pytest.fixture
def postgres(ready: Product) -> Iterator[Postgres]:
    own = Postgres(ready)
    own.on()
    yield own
    own.off()


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    own = Queue(tmp_path)
    own.on()
    yield own
    own.off()


@pytest.fixture
def used(ready: Product, postgres: Postgres, queue: Queue) -> Up:
    """A product with clients, on servers of its administrator's."""
    servers = {
        "DATABASE_URL": postgres.application, "DATABASE_OWNER_URL": postgres.owner, "REDIS_URL": queue.url,
        "KARTOTEKA_JOB_LEASE_SECONDS": "6", "KARTOTEKA_JOB_HEARTBEAT_SECONDS": "1",
    }  # fmt: skip
    ready.environment |= servers
    up = ready.up("--lang", "en", "--demo", "none").wait_open()
    seeded = ready.run("seed_demo", "--customers", str(CUSTOMERS), "--purchases", "1000", "--json")
    assert seeded.code == 0, seeded.err
    return up


class Visitors:
    """People who go on asking for pages; what they were answered."""

    def __init__(self, up: Up) -> None:
        self.url = f"http://localhost:{up.port}/"
        self.answers: list[tuple[float, int, str]] = []
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def _visit(self) -> None:
        browser = Browser(self.url)
        browser.sign_in()
        number = 0
        while not self.is_over.wait(0.1):
            number += 1
            try:
                browser.open(PAGES[number % len(PAGES)])
                self.answers.append((time.monotonic(), 200, ""))
            except HTTPError as error:
                self.answers.append((time.monotonic(), error.code, error.read().decode()))

    def statuses(self, since: float = 0) -> set[int]:
        return {status for at, status, _text in self.answers if at >= since}

    def wait_for(self, count: int) -> None:
        """Until so many more answers came."""
        wanted = len(self.answers) + count
        eventually(lambda: len(self.answers) >= wanted, why="nobody is answered")


@contextmanager
def visitors(up: Up) -> Iterator[Visitors]:
    people = Visitors(up)
    for thread in people.threads:
        thread.start()
    try:
        people.wait_for(VISITORS * len(PAGES))
        yield people
    finally:
        people.is_over.set()
        for thread in people.threads:
            thread.join()


def begin_edits(product: Product) -> list[str]:
    """Numbers of operations over all clients."""
    done = product.run("shell", "--no-imports", "-c", START)
    found = re.findall(r"[0-9a-f-]{36}", done.out)
    assert len(found) == EDITS, done.err
    return found


def are_over(postgres: Postgres, operations: list[str]) -> Callable[[], bool]:
    def over() -> bool:
        states = postgres.ask("SELECT state FROM journal_operation WHERE id::text = ANY (%s)", operations)
        return {state for (state,) in states} == {"done"}

    return over


def assert_each_once(postgres: Postgres, operations: list[str]) -> None:
    """Every operation has changed every client, and none twice."""
    clients = postgres.ask("SELECT count(*) FROM customers_customer WHERE archived_at IS NULL")[0][0]
    told = postgres.ask(EVENTS, operations)
    assert sorted(told) == sorted((one, clients, clients) for one in operations)


def test_database_goes_down_and_comes_back(ready: Product, used: Up, postgres: Postgres) -> None:
    with visitors(used) as people:
        assert people.statuses() == {200}
        operations = begin_edits(ready)
        for _ in range(2):
            postgres.off()
            time.sleep(DOWN_SECONDS)
            postgres.on()
            back = time.monotonic()
            people.wait_for(5 * VISITORS)
        eventually(are_over(postgres, operations), seconds=PATIENCE_SECONDS, why="operations do not go on")
        people.wait_for(5 * VISITORS)
    assert people.statuses() == {200, 503}
    assert people.statuses(since=back + 15) == {200}
    assert all('class="oops"' in text for _at, status, text in people.answers if status == 503)
    assert_each_once(postgres, operations)
    assert used.process.poll() is None


def test_queue_goes_down_and_comes_back(ready: Product, used: Up, postgres: Postgres, queue: Queue) -> None:
    with visitors(used) as people:
        before = begin_edits(ready)
        queue.off()
        meanwhile = begin_edits(ready)
        time.sleep(DOWN_SECONDS)
        people.wait_for(5 * VISITORS)
        queue.on()
        eventually(are_over(postgres, before + meanwhile), seconds=PATIENCE_SECONDS, why="operations do not go on")
        people.wait_for(5 * VISITORS)
    assert people.statuses() == {200}, [text[:300] for _at, status, text in people.answers if status != 200][:2]
    assert_each_once(postgres, before + meanwhile)
    assert used.process.poll() is None
