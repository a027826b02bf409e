"""Contents by their hash: in a folder of ours, or in a store that speaks S3 (settings.STORAGES)."""

import hashlib
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from core.errors import DomainError

logger = logging.getLogger(__name__)
CHUNK = 256 * 1024
LOCKS = 7_203_115
"""First number of the advisory locks: one for each content."""


class Upload(Protocol):
    """What a form or a command hands over; Django's `UploadedFile` fits."""

    @property
    def name(self) -> str | None: ...

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]: ...


class UnusedTest(Protocol):
    """Whether nothing names the content."""

    def __call__(self, sha256: str) -> bool: ...


class Incoming(File):  # type: ignore[type-arg]
    """A file on our disk that the folder store may simply rename into place."""

    def __init__(self, file: BinaryIO, sha256: str, size: int) -> None:
        super().__init__(file, sha256)
        self.content = file
        self.sha256 = sha256
        self.length = size

    def temporary_file_path(self) -> str:
        """Django's folder store renames what has this, so a content is never half there."""
        return str(self.content.name)


def key(sha256: str) -> str:
    """Two levels of folders, so that none grows long."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def receive(chunks: Iterator[bytes], *, limit: int, too_big: DomainError) -> Iterator[Incoming]:
    """Stream into a temporary file while hashing. Raises `too_big` as soon as `limit` bytes are passed."""
    folder = Path(settings.VAR_DIR) / "files" / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise too_big
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            file.seek(0)
            yield Incoming(cast("BinaryIO", file), digest.hexdigest(), size)
        finally:
            Path(file.name).unlink(missing_ok=True)


def keep(incoming: Incoming) -> None:
    """Put the content into its place unless it is there; call it inside the transaction that writes the row."""
    _lock(incoming.sha256)
    place = key(incoming.sha256)
    if not default_storage.exists(place):
        incoming.seek(0)
        default_storage.save(place, incoming)


def open_content(sha256: str) -> BinaryIO | None:
    """For reading; None when it is not there."""
    try:
        return cast("BinaryIO", default_storage.open(key(sha256)))
    except OSError:
        logger.exception("a stored file cannot be read", extra={"sha256": sha256})
        return None


def drop_if(sha256: str, unused: UnusedTest) -> bool:
    """Delete a content that no row names any more. The lock keeps out whoever is storing the same now."""
    with transaction.atomic():
        _lock(sha256)
        if not unused(sha256):
            return False
        default_storage.delete(key(sha256))
        return True


def all_contents() -> Iterator[str]:
    """Hashes of everything in the store."""
    for first in _folders(""):
        if len(first) == 2:
            for second in _folders(first):
                yield from default_storage.listdir(f"{first}/{second}")[1]


def _folders(place: str) -> list[str]:
    """Folders within; none where nothing has been stored yet. S3 has no folders to ask the existence of."""
    try:
        return sorted(default_storage.listdir(place)[0])
    except FileNotFoundError:
        return []


def _lock(sha256: str) -> None:
    number = int(sha256[:8], 16) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, number])
