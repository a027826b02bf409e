"""One migrated template database, and a clone of it for each test process.

The template is kept between runs under a name that holds the hash of everything it is made of.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.harness.environment import PROJECT, Servers, has_process, with_path

TEMPLATE = "kartoteka_template_"
CLONE = "kartoteka_test_"
# What a migrated database depends on.
SOURCES = (
    "*/migrations/*.py",
    "*/sql/*.sql",
    "*/models.py",
    "*/models/*.py",
    "*/apps.py",
    "*/builtin.py",
    "*/*/builtin.py",
    "*/*/answers_ru.py",
    "*/permissions.py",
    "core/db.py",
    "constraints.txt",
)
BUILDING_LOCK = 7_203_114
TEMPLATE_KEPT_SECONDS = 6 * 3600


def fingerprint(root: Path = PROJECT) -> str:
    """Changes with whatever changes a freshly migrated database."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        if path.relative_to(root).parts[0] in {"tests", "var"}:
            continue
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def server(servers: Servers) -> Iterator[psycopg.Connection]:
    """The owner, outside any transaction: databases are made and dropped so."""
    with psycopg.connect(servers.owner_url, autocommit=True) as connection:
        yield connection


def prepare_template(servers: Servers) -> str:
    """Name of a template that fits the code, built if there is none. Sweeps what dead runs left behind."""
    name = TEMPLATE + fingerprint()
    with server(servers) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [BUILDING_LOCK])
        sweep(connection, keep=name)
        if name not in databases(connection):
            build(connection, servers, name)
    return name


def databases(connection: psycopg.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def build(connection: psycopg.Connection, servers: Servers, name: str) -> None:
    """Migrate under another name first: a half-made template must not be found by the next run."""
    making = f"{name}_new"
    drop(connection, making)
    connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(making)))
    variables = {
        **os.environ,
        "DATABASE_URL": with_path(servers.application_url, making),
        "DATABASE_OWNER_URL": with_path(servers.owner_url, making),
        "DJANGO_SETTINGS_MODULE": "crm.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0"]
    done = subprocess.run(command, cwd=PROJECT, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise pytest.UsageError(f"The test database could not be migrated:\n{done.stdout}{done.stderr}")
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(str(int(time.time()))))
    )


def sweep(connection: psycopg.Connection, *, keep: str) -> None:
    """Drop clones of processes that are gone, and old templates; another run may still clone a young one."""
    ours = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname ~ '^kartoteka_'"
    for name, made_at in connection.execute(ours).fetchall():
        if name != keep and (is_outdated(name, made_at) or is_abandoned(name)):
            # In use after all: on a server shared with another machine the number of a process says nothing.
            with suppress(psycopg.errors.ObjectInUse):
                drop(connection, name)


def is_outdated(name: str, made_at: str | None) -> bool:
    return name.startswith(TEMPLATE) and float(made_at or 0) < time.time() - TEMPLATE_KEPT_SECONDS


def is_abandoned(clone: str) -> bool:
    """Whether the run that made it has ended."""
    return clone.startswith(CLONE) and not has_process(clone.removeprefix(CLONE).partition("_")[0])


def clone(servers: Servers, *, template: str, name: str) -> None:
    with server(servers) as connection:
        drop(connection, name, force=True)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )


def drop_clone(servers: Servers, name: str) -> None:
    with server(servers) as connection:
        drop(connection, name, force=True)


DROP_TRIES = 50
DROP_PAUSE_SECONDS = 0.2


def drop(connection: psycopg.Connection, name: str, *, force: bool = False) -> None:
    """By force if asked. The server's own cleaner may be at work there: no role of ours may end it, it soon goes."""
    statement = "DROP DATABASE IF EXISTS {} WITH (FORCE)" if force else "DROP DATABASE IF EXISTS {}"
    for left in reversed(range(DROP_TRIES if force else 1)):
        try:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            time.sleep(DROP_PAUSE_SECONDS)
        else:
            return
