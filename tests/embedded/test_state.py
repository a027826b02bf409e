from pathlib import Path
from urllib.parse import unquote

import psycopg.conninfo
import pytest

from core import env
from embedded import state
from embedded.locks import FileLock
from embedded.passwords import Passwords, make, read
from embedded.paths import Layout, var_dir
from embedded.state import State

RUNNING = State(run="1", keeper=42, socket_dir="/tmp/Kartoteka-Ab c", valkey_port=6380, notices=[])
PASSWORDS = Passwords(superuser="s", owner="o", application="p@ss/w:rd", queue="q#1")


def layout(folder: Path) -> Layout:
    (folder / "logs").mkdir(parents=True)
    return Layout(folder)


def test_database_url_survives_both_readers() -> None:
    url = state.database_url(RUNNING.socket_dir, state.APPLICATION_ROLE, PASSWORDS.application)

    by_libpq = psycopg.conninfo.conninfo_to_dict(url)
    by_settings = env.postgres(url)

    assert by_libpq["host"] == by_settings["HOST"] == RUNNING.socket_dir
    assert by_libpq["password"] == by_settings["PASSWORD"] == PASSWORDS.application
    assert by_libpq["dbname"] == by_settings["NAME"] == "kartoteka"


def test_redis_url_quotes_the_password() -> None:
    url = state.redis_url(RUNNING, PASSWORDS)

    assert url.endswith("@127.0.0.1:6380/0")
    assert unquote(url.split(":", 2)[2].split("@")[0]) == PASSWORDS.queue


def test_state_without_a_keeper_counts_for_nothing(tmp_path: Path) -> None:
    folder = layout(tmp_path)
    state.write(folder, RUNNING)

    assert state.read(folder) is None
    with FileLock(folder.keeper_lock):
        assert state.read(folder) == RUNNING


def test_half_written_state_counts_for_nothing(tmp_path: Path) -> None:
    folder = layout(tmp_path)
    folder.state.write_text('{"run": ')

    with FileLock(folder.keeper_lock):
        assert state.read(folder) is None


def test_passwords_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = layout(tmp_path)

    made = make(folder)

    assert read(folder) == made
    assert folder.passwords.stat().st_mode & 0o777 == 0o600
    assert len(set(vars(made).values())) == 4


def test_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KARTOTEKA_VAR", str(tmp_path / "мои данные"))

    assert var_dir() == tmp_path / "мои данные"
