"""The store of files for rooms beside this one, which may not import it: `core.registries.exports.FileStore`."""

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File

from accounts.models import User
from core.registries.exports import FileStore, KeptFile, file_stores
from files import contents, services
from files.models import StoredFile


def register() -> None:
    file_stores.add(FileStore(code="files", keep=keep, open=open_kept, remove=remove, folder=folder))


def keep(path: Path, *, name: str, by: User, belongs_to: tuple[str, str | int]) -> KeptFile:
    """Take a file of our own making in, of any size."""
    with path.open("rb") as content:
        stored = services.store(File(content, name), by=by, belongs_to=belongs_to, limit=max(path.stat().st_size, 1))
    return KeptFile(stored.pk, stored.sha256, stored.size)


def open_kept(pk: UUID) -> BinaryIO | None:
    """The content of a row."""
    stored = StoredFile.objects.filter(pk=pk).first()
    return contents.open_content(stored.sha256) if stored else None


def remove(ids: list[UUID]) -> None:
    """Rows, then contents that nothing names."""
    from accounts.services import system_user

    services.remove(StoredFile.objects.filter(pk__in=ids), by=system_user())


def folder() -> Path:
    """Of files on their way in; `files.sweep` clears what is left there."""
    place = Path(settings.VAR_DIR) / "files" / "incoming"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place
