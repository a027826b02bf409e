"""Starting, stopping, crashing: nothing is left behind and no data are lost."""

import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lifecycle.conftest import copy_folder
from tests.lifecycle.product import Product, eventually, free_port

CHILDREN = ("gunicorn", "interactive@", "beat", "valkey-server", "bin/postgres")
COUNT_CUSTOMERS = "from customers.models import Customer; print(Customer.objects.count())"


def test_first_start_in_a_path_with_space_and_cyrillic_under_c_locale(
    clone: Callable[[str], Path], make_product: Callable[..., Product]
) -> None:
    code = clone("Мой клиент база")
    product = make_product(code=code, var=code / "var", environment={"LC_ALL": "C", "LANG": "C"})

    up = product.up("--demo", "small").wait_open()

    assert "kartoteka-demo" in up.said
    assert up.get("/healthz") == (200, "ok")
    assert up.stop() == 0
    product.assert_nothing_left()
    assert product.run("shell", "-v", "0", "-c", COUNT_CUSTOMERS).out.split() == ["2000"]


def test_second_start_keeps_data_and_migrates_nothing(ready: Product) -> None:
    made = ready.run("create_user", "anna@example.com", "--role", "manager", "--json")
    assert made.code == 0, made.err

    up = ready.up().wait_open()

    assert "migrations" not in up.said
    assert "миграц" not in up.said
    eventually(lambda: _niceness(ready, "bulk@") == {10}, why="long jobs do not give way to pages")
    assert _niceness(ready, "gunicorn") == {0}
    assert up.stop() == 0
    again = ready.run("create_user", "anna@example.com", "--role", "manager", "--lang", "en")
    assert again.code == 1


def _niceness(product: Product, program: str) -> set[int]:
    return {os.getpriority(os.PRIO_PROCESS, pid) for pid in product.pids(program)}


@pytest.mark.parametrize("what", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.nightly)])
def test_signal_stops_everything(ready: Product, what: signal.Signals) -> None:
    up = ready.up().wait_open()

    assert up.stop(what) == 0

    ready.assert_nothing_left()


@pytest.mark.nightly
def test_second_ctrl_c_kills_at_once(ready: Product) -> None:
    up = ready.up().wait_open()
    worker = ready.pids("interactive@")[0]
    os.kill(worker, signal.SIGSTOP)  # it will not stop when asked

    up.process.send_signal(signal.SIGINT)
    eventually(lambda: not ready.pids("gunicorn"), why="the web server was not stopped first")
    up.process.send_signal(signal.SIGINT)

    assert up.process.wait(5) == 128 + signal.SIGINT
    ready.assert_nothing_left()


@pytest.mark.nightly
def test_killed_supervisor_leaves_nothing_and_next_start_keeps_data(ready: Product) -> None:
    up = ready.up().wait_open()
    ready.run("create_user", "anna@example.com", "--role", "manager")

    assert up.stop(signal.SIGKILL) == -signal.SIGKILL
    ready.assert_nothing_left()

    again = ready.up("--port", str(up.port)).wait_open()
    assert again.port == up.port
    assert ready.run("create_user", "anna@example.com", "--role", "manager").code == 1


@pytest.mark.parametrize(
    "program", [CHILDREN[0], *(pytest.param(name, marks=pytest.mark.nightly) for name in CHILDREN[1:])]
)
def test_crash_of_any_child_stops_everything(ready: Product, program: str) -> None:
    up = ready.up("--lang", "en").wait_open()

    os.kill(min(ready.pids(program)), signal.SIGKILL)

    assert up.wait() == 1
    assert "ended by itself" in up.said
    ready.assert_nothing_left()


def test_second_start_on_the_same_folder_is_refused(ready: Product) -> None:
    up = ready.up().wait_open()

    second = ready.run("up", "--lang", "en", "--port", str(free_port()))

    assert second.code == 1
    assert f"already runs on this folder: http://localhost:{up.port}" in second.err
    assert up.get("/healthz")[0] == 200


@pytest.mark.nightly
def test_two_copies_run_side_by_side(ready: Product, make_product: Callable[..., Product], prepared: Path) -> None:
    other = make_product()
    copy_folder(prepared, other.var)
    ups = [ready.up(), other.up()]

    for up in ups:
        assert up.wait_open().get("/readyz")[0] == 200
    ready.run("create_user", "anna@example.com", "--role", "manager")

    assert other.run("create_user", "anna@example.com", "--role", "manager").code == 0
    assert [up.stop() for up in ups] == [0, 0]


def test_taken_port_is_named(ready: Product) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = ready.run("up", "--lang", "en", "--port", str(port))

    assert run.code == 1
    assert f"Port {port} is taken" in run.err
    assert "Traceback" not in run.err


def test_demo_accounts_are_refused_on_another_host(ready: Product) -> None:
    filled = ready.run("seed_demo", "--customers", "3")
    assert filled.code == 0, filled.err

    up = ready.up("--host", "127.0.0.2", "--lang", "en").wait_open()

    assert "create_user" in up.said
    assert "kartoteka-demo" not in up.said
