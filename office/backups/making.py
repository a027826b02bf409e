"""Writes an archive. One snapshot of the database; files are named by their content and never change."""

import datetime as dt
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from psycopg import sql

from core.errors import DomainError
from files import contents
from journal.seals import sealing
from office.backups import catalog, keeping, manifest, whole
from office.backups.manifest import Manifest, TablePart

FILES = "files_storedfile"
LEVEL = 6
SPARE_BYTES = 64 * 2**20
COMPRESSED_TO = 3
"""Tables take at most a third of their size on disk as compressed text; measured, with a margin."""

Progress = Callable[[int, int], None]


def make(target: Path, *, progress: Progress = lambda _done, _total: None, seal: bool = True) -> Manifest:
    """Write the whole base into `target`, which appears only when it is complete; readable by us alone.

    `seal` is off only just before a migration, when the code is ahead of the tables.
    Raises DomainError when the file cannot be written or the disk is too small.
    """
    if target.exists():
        raise DomainError(_("%(path)s exists already: name another file.") % {"path": target}, code="exists")
    if seal:
        sealing.seal_all()
    part = target.with_name(f"{target.name}{keeping.PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _snapshot() as snapshot:
            _refuse_small_disk(_asking(snapshot), target.parent)
            written = _write_archive(snapshot, part, progress)
        part.replace(target)
    except OSError as error:
        raise DomainError(
            _("The backup cannot be written to %(path)s: %(reason)s.") % {"path": target, "reason": error.strerror},
            code="unwritable",
        ) from error
    finally:
        with suppress(NotADirectoryError):
            part.unlink(missing_ok=True)
    return written


def _write_archive(snapshot: psycopg.Connection, part: Path, progress: Progress) -> Manifest:
    with _private(part) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            archive.comment = whole.PLACE
            written = _write(snapshot, archive, progress)
        whole.seal(file)
        return written


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """A new file nobody else may read: it holds everything."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _refuse_small_disk(ask: catalog.Ask, folder: Path) -> None:
    size = ask("SELECT pg_database_size(current_database())")[0][0]
    needed = size // COMPRESSED_TO + _bytes_of_files(ask) + SPARE_BYTES
    disk = os.statvfs(folder)
    free = disk.f_bavail * disk.f_frsize
    if free < needed:
        raise DomainError(
            _("A backup may take %(need)s MB, and %(path)s has %(free)s MB free. Free some space or name another disk.")
            % {"need": needed // 2**20, "free": free // 2**20, "path": folder},
            code="disk_full",
        )


def _bytes_of_files(ask: catalog.Ask) -> int:
    if not catalog.has_table(ask, FILES):
        return 0
    statement = f"SELECT coalesce(sum(size), 0) FROM (SELECT DISTINCT sha256, size FROM {FILES}) c"  # noqa: S608
    return int(ask(statement)[0][0])


@contextmanager
def _snapshot() -> Iterator[psycopg.Connection]:
    """One moment of the base, on a connection of its own: progress is written by others meanwhile."""
    with psycopg.connect(settings.DATABASE_URL) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def _write(snapshot: psycopg.Connection, archive: zipfile.ZipFile, progress: Progress) -> Manifest:
    ask = _asking(snapshot)
    tables = catalog.tables(ask)
    parts = []
    for done, table in enumerate(tables):
        progress(done, len(tables) + 1)
        parts.append(_write_table(snapshot, archive, table))
    count, size, missing = _write_files(archive, _named_contents(ask))
    written = Manifest(
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        postgres=str(ask("SHOW server_version")[0][0]),
        migrations=tuple(catalog.migrations(ask)),
        tables=tuple(parts),
        files=count,
        file_bytes=size,
        files_missing=tuple(missing),
    )
    archive.writestr(manifest.NAME, written.dumps())
    progress(len(tables) + 1, len(tables) + 1)
    return written


def _asking(snapshot: psycopg.Connection) -> catalog.Ask:
    def ask(statement: str) -> list[tuple[Any, ...]]:
        return snapshot.execute(statement.encode()).fetchall()

    return ask


def _write_table(snapshot: psycopg.Connection, archive: zipfile.ZipFile, table: catalog.Table) -> TablePart:
    digest = hashlib.sha256()
    part = TablePart(table.name, table.columns, 0, "")
    with (
        snapshot.cursor() as cursor,
        archive.open(part.member, "w", force_zip64=True) as member,
    ):
        with cursor.copy(copy_out(table)) as copy:
            for block in copy:
                digest.update(block)
                member.write(block)
        return TablePart(table.name, table.columns, cursor.rowcount, digest.hexdigest())


def copy_out(table: catalog.Table) -> sql.Composed:
    """The table as CSV."""
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    # SELECT and not the table: a partitioned one has no rows of its own to copy.
    return sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, HEADER)").format(
        columns, sql.Identifier(table.name)
    )


def _named_contents(ask: catalog.Ask) -> list[str]:
    """Contents the database names, in the same snapshot."""
    if not catalog.has_table(ask, FILES):
        return []
    return [row[0] for row in ask(f"SELECT DISTINCT sha256 FROM {FILES} ORDER BY 1")]  # noqa: S608


def _write_files(archive: zipfile.ZipFile, named: list[str]) -> tuple[int, int, list[str]]:
    count, size, missing = 0, 0, []
    for sha256 in named:
        content = contents.open_content(sha256)
        if content is None:
            missing.append(sha256)
            continue
        # Stored as they are: pictures and office files are compressed already.
        info = zipfile.ZipInfo(f"files/{sha256}")
        with content, archive.open(info, "w", force_zip64=True) as member:
            while block := content.read(contents.CHUNK):
                member.write(block)
                size += len(block)
        count += 1
    return count, size, missing
