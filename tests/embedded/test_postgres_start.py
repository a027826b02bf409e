"""Waiting for a server that recovers: played by a script, because a real long recovery takes gigabytes."""

import os
from pathlib import Path

import pytest

from embedded import postgres, wheels
from embedded.errors import ServicesError
from embedded.home import Home
from embedded.postgres import Postgres
from embedded.privileges import ServiceUser

READY = """printf '%s\\n' $$ data 0 5432 socket '' 0 ready > "$2/postmaster.pid"; exec sleep 60"""


def player(tmp_path: Path, script: str) -> Postgres:
    program = tmp_path / "bin" / "postgres"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    (tmp_path / "pg").mkdir()
    me = ServiceUser(name="me", uid=os.geteuid(), gid=os.getegid(), switch=False)
    home = Home(me, program.parent, wheels.valkey_server(), tmp_path / "pg", tmp_path / "valkey", away=None)
    return Postgres(home, tmp_path / "postgres.log", tmp_path / "pg")


def test_recovery_is_waited_for_while_it_reports_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "STALL_SECONDS", 0.6)
    monkeypatch.setattr(postgres, "STOP_SECONDS", 0.5)  # `sleep` of a run in the background does not hear SIGINT
    server = player(tmp_path, f"for i in 1 2 3 4 5 6; do echo 'LOG:  redo in progress'; sleep 0.3; done; {READY}")
    told: list[int] = []

    server.start(told.append)

    assert told == [1]
    server.stop()
    assert not server.socket_dir.exists()


def test_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "STALL_SECONDS", 0.3)
    monkeypatch.setattr(postgres, "STOP_SECONDS", 0.5)  # `sleep` of a run in the background does not hear SIGINT
    server = player(tmp_path, "exec sleep 60")

    with pytest.raises(ServicesError) as refused:
        server.start(lambda _: None)

    assert refused.value.code == "start_stalled"
    server.stop()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "disk_full"),
        ("PANIC:  could not locate a valid checkpoint record", "data_damaged"),
        ("FATAL:  lock file is too clever", "start_failed"),
    ],
)
def test_last_words_become_a_sentence(tmp_path: Path, said: str, code: str) -> None:
    server = player(tmp_path, f"echo '2026-01-01 [1] {said}' >&2; exit 1")

    with pytest.raises(ServicesError) as refused:
        server.start(lambda _: None)

    assert refused.value.code == code
    assert code == "disk_full" or said.partition(":")[2].strip() in str(refused.value)
    server.stop()
