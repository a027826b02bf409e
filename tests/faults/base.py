"""The demo base, as it was, again and again: runs begin on the same rows, so what they leave can be compared."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections

from tests.harness import databases
from tests.harness.environment import PROJECT, with_path
from tests.harness.plugin import TestProcess

CUSTOMERS, PURCHASES = 300, 900
# What a run is, what a session was, and what the clock alone decides.
LEFT_OUT = {"journal_jobrun", "journal_schedule", "django_session", "django_migrations"}
KEYS = """
    SELECT relation.relname, attribute.attname FROM pg_constraint c
      JOIN pg_class relation ON relation.oid = c.conrelid
      JOIN pg_attribute attribute ON attribute.attrelid = c.conrelid AND attribute.attnum = ANY (c.conkey)
     WHERE c.contype IN ('p', 'f')
"""
COLUMNS = """
    SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.ordinal_position)
      FROM information_schema.columns c
      JOIN pg_class relation ON relation.relname = c.table_name AND relation.relkind IN ('r', 'p')
       AND relation.relnamespace = 'public'::regnamespace AND NOT relation.relispartition
     WHERE c.table_schema = 'public' GROUP BY 1 ORDER BY 1
"""


@dataclass
class Print:
    """What a base holds: for each table how many rows, and a digest of each column whatever the order of rows."""

    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


def differences(once: Print, again: Print, after: Print, apart: Mapping[str, str]) -> list[str]:
    """Where `after` is not as two runs without a fault were. What those two did not agree in tells nothing."""
    found = [
        f"{table}: {count} rows, {after.rows[table]} after the fault"
        for table, count in once.rows.items()
        if again.rows[table] == count != after.rows[table]
    ]
    told = {line.partition(":")[0] for line in found}
    found += [
        name
        for name, digest in once.columns.items()
        if again.columns[name] == digest != after.columns[name] and name.partition(".")[0] not in told
    ]
    return [line for line in found if not {line, line.partition(":")[0], line.partition(".")[0]} & apart.keys()]


class Base:
    """This process's database and files, made anew from a seeded pair on each `fresh`."""

    def __init__(self, process: TestProcess) -> None:
        self.servers, self.own = process.servers, process.own
        self.seed = f"{process.own.name}_seed"
        self.kept = process.own.var / "faults-seed"
        databases.clone(self.servers, template=process.template, name=self.seed)
        self._fill()

    def _fill(self) -> None:
        variables = {
            **os.environ,
            "DATABASE_URL": with_path(self.servers.application_url, self.seed),
            "DATABASE_OWNER_URL": with_path(self.servers.owner_url, self.seed),
            "DJANGO_SETTINGS_MODULE": "crm.settings",
        }
        command = [sys.executable, "manage.py", "seed_demo", "--customers", str(CUSTOMERS), "--purchases"]
        command += [str(PURCHASES), "--duplicates", "0.1", "--json"]
        subprocess.run(command, cwd=PROJECT, env=variables, check=True, capture_output=True)
        with psycopg.connect(variables["DATABASE_OWNER_URL"], autocommit=True) as owner:
            owner.execute("UPDATE journal_schedule SET is_on = false")
        shutil.copytree(files(), self.kept, dirs_exist_ok=True)

    def fresh(self) -> None:
        """As it was seeded. Connections of others, workers' too, are cut."""
        for each in connections.all():
            each.close()
            each.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
        databases.clone(self.servers, template=self.seed, name=self.own.name)
        for place in (files(), Path(settings.BACKUP_DIR)):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.kept, files(), dirs_exist_ok=True)

    def drop(self) -> None:
        databases.drop_clone(self.servers, self.seed)


def files() -> Path:
    """Everything the product keeps beside the database, but backups."""
    place = Path(settings.VAR_DIR) / "files"
    place.mkdir(parents=True, exist_ok=True)
    return place


def taken() -> Print:
    """The print of the base as it is, and of the folders of files."""
    found = Print()
    with connection.cursor() as cursor:
        cursor.execute(KEYS)
        keys = set(cursor.fetchall())
        cursor.execute(COLUMNS)
        tables = cursor.fetchall()
        for table, columns in tables:
            if table in LEFT_OUT:
                continue
            told = [name for name in columns if (table, name) not in keys]
            digests = "".join(f""", md5(string_agg("{name}"::text, '/' ORDER BY "{name}"::text))""" for name in told)
            cursor.execute(f'SELECT count(*){digests} FROM "{table}"')
            count, *values = cursor.fetchone()
            found.rows[table] = count
            found.columns |= {f"{table}.{name}": value for name, value in zip(told, values, strict=True)}
    for name, place in (("files", files()), ("backups", Path(settings.BACKUP_DIR))):
        found_there = (path.relative_to(place) for path in place.rglob("*") if path.is_file())
        # What a killed process was writing lies among files on their way in, until `files.sweep` comes.
        kept = sorted(path.as_posix() for path in found_there if path.parts[0] != "incoming")
        found.rows[f"({name})"] = len(kept)
        found.columns[f"({name}).names"] = sha256("\n".join(kept).encode()).hexdigest()
    return found
