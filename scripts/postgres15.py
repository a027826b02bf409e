"""Runs a command with a throwaway PostgreSQL 15 of Debian and a throwaway Valkey, both on loopback.

    python -m scripts.postgres15 .venv/bin/python -m pytest -m sql

Without Debian's packages it says so and does nothing: the command is for machines that can have them.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from embedded.wheels import valkey_server

BIN = Path("/usr/lib/postgresql/15/bin")
ROLES = Path(__file__).resolve().parent.parent / "deploy" / "postgres" / "roles.sql"
OWNER, APPLICATION, DATABASE = "kartoteka_owner", "kartoteka_app", "kartoteka"
START_SECONDS = 60


def unprivileged(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as nobody."""
    return (
        ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command] if os.geteuid() == 0 else command
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that ends with the block."""
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def postgres(folder: Path) -> Iterator[dict[str, str]]:
    """A fresh cluster with the two roles; yields the variables that name it."""
    data, port, password = folder / "data", free_port(), secrets.token_urlsafe(24)
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
        shutil.chown(secret, "nobody", "nogroup")
    initdb = [str(BIN / "initdb"), "-D", str(data), "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8"]
    initdb += ["--locale=C.UTF-8", "--no-sync", f"--pwfile={secret}"]
    subprocess.run(unprivileged(initdb), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    serve = [str(BIN / "postgres"), "-D", str(data), "-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1"]
    with running(unprivileged([*serve, "-c", "fsync=off"]), folder):
        make_roles(f"postgresql://postgres:{quote(password)}@127.0.0.1:{port}/postgres", password)
        place = f"{quote(password)}@127.0.0.1:{port}/{DATABASE}"
        yield {
            "DATABASE_URL": f"postgresql://{APPLICATION}:{place}",
            "DATABASE_OWNER_URL": f"postgresql://{OWNER}:{place}",
        }


def make_roles(url: str, password: str) -> None:
    """By the script an administrator runs; only the tests' owner also makes databases."""
    with patient(url) as connection:
        psql = [str(BIN / "psql"), url, "--quiet", "--file", str(ROLES)]
        psql += [f"--set=owner_password={password}", f"--set=app_password={password}"]
        subprocess.run(psql, check=True)
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))


def patient(url: str) -> psycopg.Connection:
    """Connects as soon as the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def valkey(folder: Path) -> Iterator[dict[str, str]]:
    port = free_port()
    command = [str(valkey_server()), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--databases", "64"]
    with running(command, folder):
        yield {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}


def main(command: list[str]) -> int:
    if not (BIN / "postgres").exists():
        sys.stdout.write(f"SKIPPED: no PostgreSQL 15 in {BIN} (Debian 12: apt-get install postgresql-15).\n")
        return 0
    with tempfile.TemporaryDirectory() as place:
        first, second = Path(place, "pg"), Path(place, "valkey")
        Path(place).chmod(0o755)  # the server's user must be able to reach its own folder
        first.mkdir(mode=0o700)
        second.mkdir()
        with postgres(first) as database, valkey(second) as queue:
            return subprocess.run(command, env={**os.environ, **database, **queue}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
