"""One sum over the whole archive, kept in its own comment: any byte that changed is noticed, wherever it stands.

The sums of the manifest say which table or file is damaged; they do not cover the ZIP's own directory.
"""

import hashlib
import os
from pathlib import Path
from typing import IO

LENGTH = 64
PLACE = b"0" * LENGTH
"""Comment of an archive that is being written; the sum takes its place at the very end of the file."""
BLOCK = 2**20


def seal(file: IO[bytes]) -> None:
    """Write the sum of everything before the comment into the comment of a finished archive."""
    digest = _digest(file)
    file.seek(-LENGTH, os.SEEK_END)
    file.write(digest)


def is_whole(path: Path) -> bool:
    """Whether the comment is the sum of everything before it. Raises OSError."""
    with path.open("rb") as file:
        digest = _digest(file)
        return file.read(LENGTH) == digest


def _digest(file: IO[bytes]) -> bytes:
    """The sum, as text; the file stands at its comment afterwards."""
    left = max(file.seek(0, os.SEEK_END) - LENGTH, 0)
    file.seek(0)
    digest = hashlib.sha256()
    while left:
        block = file.read(min(BLOCK, left))
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode()
