"""What is done to files. Each function is one act, atomic, with `by` the person who does it."""

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core import disk
from core.errors import DomainError
from core.registries.file_owners import file_owners
from files import contents, kinds
from files.models import StoredFile
from files.names import clean_name

MEGABYTE = 1024 * 1024


def store(
    upload: contents.Upload,
    *,
    by: User,
    belongs_to: tuple[str, str | int],
    limit: int | None = None,
    only: frozenset[str] = frozenset(),
) -> StoredFile:
    """Store a file for an object. `limit` is in bytes (settings.MAX_FILE_BYTES), `only` the types allowed.

    Raises DomainError with codes `name`, `empty`, `too_big`, `type`, `no_room`.
    """
    name = clean_name(upload.name or "")
    if not name:
        raise DomainError(_("The file has no name. Rename it and try again."), code="name")
    try:
        return _store(upload, name, by=by, belongs_to=belongs_to, limit=limit or settings.MAX_FILE_BYTES, only=only)
    except OSError as error:
        if disk.is_full(error):
            raise disk.no_room() from error
        raise


def _store(
    upload: contents.Upload, name: str, *, by: User, belongs_to: tuple[str, str | int], limit: int, only: frozenset[str]
) -> StoredFile:
    with contents.receive(upload.chunks(contents.CHUNK), limit=limit, too_big=_too_big(name, limit)) as incoming:
        if not incoming.length:
            raise DomainError(_("The file “%(name)s” is empty.") % {"name": name}, code="empty")
        content_type = kinds.detect(incoming.content)
        if only and content_type not in only:
            raise DomainError(
                _("The file “%(name)s” is not what its name says, or of a kind that is not taken here.")
                % {"name": name},
                code="type",
            )
        with transaction.atomic():
            contents.keep(incoming)
            return StoredFile.objects.create(
                sha256=incoming.sha256,
                size=incoming.length,
                content_type=content_type,
                name=name,
                belongs_to_type=belongs_to[0],
                belongs_to_id=str(belongs_to[1]),
                created_by=by,
            )


def _too_big(name: str, limit: int) -> DomainError:
    megabytes = max(1, limit // MEGABYTE)
    return DomainError(
        ngettext(
            "The file “%(name)s” is larger than %(limit)d MB. Make it smaller and try again.",
            "The file “%(name)s” is larger than %(limit)d MB. Make it smaller and try again.",
            megabytes,
        )
        % {"name": name, "limit": megabytes},
        code="too_big",
    )


@transaction.atomic
def remove(files: Iterable[StoredFile], *, by: User) -> int:
    """Delete rows, and after the commit the contents nothing names any more; returns how many rows went."""
    gone = list(files)
    StoredFile.objects.filter(pk__in=[file.pk for file in gone]).delete()
    for sha256 in {file.sha256 for file in gone}:
        transaction.on_commit(partial(contents.drop_if, sha256, unused))
    return len(gone)


def unused(sha256: str) -> bool:
    """Whether no row names the content."""
    return not StoredFile.objects.with_content(sha256).exists()


def visible(file: StoredFile, user: User) -> bool:
    """Whether the person may see what the file belongs to; a type nobody has registered is seen by nobody."""
    if file.belongs_to_type not in file_owners:
        return False
    return file_owners.get(file.belongs_to_type).may_see(user, file.belongs_to_id)
