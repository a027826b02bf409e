"""A stored content as a file on this machine, wherever the store is."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from core.errors import DomainError
from files import contents


@contextmanager
def as_path(sha256: str) -> Iterator[Path]:
    """Raises DomainError when the content is not there."""
    content = contents.open_content(sha256)
    if content is None:
        raise DomainError(_("The file is gone. Bring it again."), code="file_gone")
    with content, tempfile.NamedTemporaryFile(prefix="import-") as copy:
        shutil.copyfileobj(content, copy, contents.CHUNK)
        copy.flush()
        yield Path(copy.name)
