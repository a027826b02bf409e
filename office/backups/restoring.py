"""Puts an archive into an empty base: all or nothing, after the whole archive was checked.

Rows go in by COPY with foreign keys away and triggers silent, in one transaction; then keys are made
again, which checks all rows at once, and the journal begins a new era, since this cluster counts
transactions anew.
"""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from psycopg import sql

from consents.erasure import replay as replaying
from core.db import OWNER
from core.errors import DomainError
from files import contents
from journal.seals import eras
from office.backups import catalog, verifying
from office.backups.manifest import Manifest, TablePart

Progress = Callable[[int, int], None]
_ask = catalog.of(OWNER)
STOP_JOBS = """
UPDATE journal_jobrun SET state = 'cancelled', finished_at = now(), lease_until = NULL
 WHERE state IN ('queued', 'running')
"""


def restore(path: Path, *, progress: Progress = lambda _done, _total: None) -> verifying.Verified:
    """Fill the base of the owner's role from the archive.

    Raises DomainError, before anything is touched, when the archive is damaged or newer than the code,
    or when the base is not empty.
    """
    verified = verifying.verify(path, progress=lambda done, total: progress(done, 2 * total))
    found = verified.manifest
    refuse_newer(found)
    _refuse_full_base(found)
    with verifying.opened(path) as archive:
        _migrate_to(found)
        _refuse_other_columns(found)
        _put_files(archive)
        _load(archive, found, progress)
    call_command("migrate", database=OWNER, verbosity=0, interactive=False)
    erased = replaying.replay([path.parent, settings.BACKUP_DIR])
    return replace(verified, erased=erased)


def refuse_newer(found: Manifest) -> None:
    """Raises DomainError when the backup was made by newer code."""
    known = set(MigrationLoader(None).disk_migrations)
    unknown = sorted(f"{app}.{name}" for app, name in found.migrations if (app, name) not in known)
    if unknown:
        raise DomainError(
            _("The backup was made by a newer version: this one does not know %(names)s. Update Kartoteka first.")
            % {"names": ", ".join(unknown[:5])},
            code="backup-newer",
        )


def _refuse_full_base(found: Manifest) -> None:
    if not catalog.has_tables(_ask):
        return
    if catalog.is_lived_in(_ask):
        raise DomainError(
            _(
                "A backup is restored into an empty base, and this one has people or clients in it. "
                "Set KARTOTEKA_VAR to a new folder, or DATABASE_URL to a new database."
            ),
            code="not-empty",
        )
    if set(catalog.migrations(_ask)) != set(found.migrations):
        raise DomainError(
            _(
                "The tables of this base are of another version than the backup. Restore it into a base without "
                "tables: set KARTOTEKA_VAR to a new folder, or DATABASE_URL to a new database."
            ),
            code="other-version",
        )


def _migrate_to(found: Manifest) -> None:
    """Make the tables as they were when the backup was made; a base of that version stays as it is."""
    if catalog.has_tables(_ask):
        return
    executor = MigrationExecutor(connections[OWNER])
    executor.migrate(list(found.migrations))


def _refuse_other_columns(found: Manifest) -> None:
    """A damaged or hand-made manifest must not name what is not there."""
    known = {table.name: set(table.columns) for table in catalog.tables(_ask)}
    for part in found.tables:
        if not set(part.columns) <= known.get(part.name, set()):
            raise verifying.damaged(part.member)


def _put_files(archive: zipfile.ZipFile) -> None:
    """Contents are named by their sum, so putting one twice, or before a failure, harms nothing."""
    for name in archive.namelist():
        sha256 = name.removeprefix("files/")
        if name.startswith("files/") and not default_storage.exists(contents.key(sha256)):
            with archive.open(name) as member:
                default_storage.save(contents.key(sha256), File(member))


def _load(archive: zipfile.ZipFile, found: Manifest, progress: Progress) -> None:
    with transaction.atomic(using=OWNER):
        names = sql.SQL(", ").join(sql.Identifier(part.name) for part in found.tables)
        _execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))
        with _without_keys(), _without_triggers():
            for done, part in enumerate(found.tables):
                progress(len(found.tables) + done, 2 * len(found.tables))
                _load_table(archive, part)
        for table, column, sequence in _ask(catalog.SEQUENCES):
            highest = f"coalesce(max({column}), 0) + 1"
            _execute(f"SELECT setval('{sequence}', {highest}, false) FROM {table}")  # noqa: S608  # names of the catalogue
        _execute(STOP_JOBS)
        eras.raise_era(using=OWNER)


def _load_table(archive: zipfile.ZipFile, part: TablePart) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, part.columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH)").format(sql.Identifier(part.name), columns)
    with connections[OWNER].cursor() as cursor:
        with _raw(cursor).copy(statement) as copy:
            for block in verifying.blocks(archive, part.member):
                copy.write(block)
        if cursor.rowcount != part.rows:
            raise verifying.damaged(part.member)


@contextmanager
def _without_keys() -> Iterator[None]:
    """Foreign keys away; made again at the end, when all rows stand."""
    keys = _ask(catalog.FOREIGN_KEYS)
    for table, name, _definition in keys:
        _execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, definition in keys:
        _execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


@contextmanager
def _without_triggers() -> Iterator[None]:
    """Triggers write rows that the archive holds already; each comes back in the mode it had."""
    triggers = _ask(catalog.TRIGGERS)
    for table, name, _mode in triggers:
        _execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    yield
    modes = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}
    for table, name, mode in triggers:
        _execute(f"ALTER TABLE {table} {modes[mode]} TRIGGER {name}")


def _execute(statement: str | sql.Composed) -> None:
    with connections[OWNER].cursor() as cursor:
        _raw(cursor).execute(statement)


def _raw(cursor: Any) -> Any:
    """The driver's own cursor: Django's wrapper knows no COPY."""
    return cursor.cursor
