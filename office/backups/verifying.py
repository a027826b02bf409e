"""Reads a whole archive and compares it with its sums, touching nothing."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import DomainError
from office.backups import manifest, whole
from office.backups.manifest import Manifest

BLOCK = 2**20
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verified:
    """A whole archive and the sum of the file itself."""

    manifest: Manifest
    sha256: str
    erased: int = 0
    """Persons taken out again after a restore: they had been erased since the backup was made."""


def verify(path: Path, *, progress: Progress = lambda _done, _total: None) -> Verified:
    """Raises DomainError naming what is damaged or missing."""
    with opened(path) as archive:
        found = read_manifest(archive)
        if not whole.is_whole(path):
            raise damaged(path.name)
        members = [part.member for part in found.tables]
        files = sorted(name for name in archive.namelist() if name.startswith("files/"))
        expected = {**{part.member: part.sha256 for part in found.tables}, **{name: name[6:] for name in files}}
        if len(files) != found.files:
            raise damaged(_("%(found)s files instead of %(wanted)s") % {"found": len(files), "wanted": found.files})
        for done, name in enumerate([*members, *files]):
            progress(done, len(expected))
            if digest_of(archive, name) != expected[name]:
                raise damaged(name)
    with path.open("rb") as file:
        return Verified(found, hashlib.file_digest(file, "sha256").hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Raises DomainError when it is not there, not ours to read, or not an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError) as error:  # the latter: a wrong byte in a version or a flag
        raise damaged(str(error)) from error
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DomainError(
            _("The backup %(path)s cannot be read: %(reason)s.") % {"path": path, "reason": reason}, code="unreadable"
        ) from error


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Raises DomainError when there is none."""
    if manifest.NAME not in archive.namelist():
        raise DomainError(_("This is not a backup of Kartoteka."), code="backup-damaged")
    return manifest.loads(_read(archive, manifest.NAME))


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    """The sum of one member. Raises DomainError when it is missing or cannot be unpacked."""
    digest = hashlib.sha256()
    for block in blocks(archive, name):
        digest.update(block)
    return digest.hexdigest()


def blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The content of one member. Raises DomainError when it is missing or cannot be unpacked."""
    try:
        with archive.open(name) as member:
            while block := member.read(BLOCK):
                yield block
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise damaged(name) from error


def damaged(what: str) -> DomainError:
    return DomainError(
        _("The backup is damaged: %(what)s. Nothing was changed; take another backup.") % {"what": what},
        code="backup-damaged",
    )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    return b"".join(blocks(archive, name))
