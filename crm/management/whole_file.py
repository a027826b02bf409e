"""Files that commands write: whole or not at all, readable by their owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.errors import DomainError


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when the block has ended well. Raises DomainError saying why it cannot be."""
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with open(part, "xb", opener=_private) as target:
            yield target
        part.replace(out)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DomainError(_("The file cannot be written: %(why)s") % {"why": why}, code="out") from error
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
