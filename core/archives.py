"""Archives somebody sent: told apart before anything is unpacked."""

import zipfile

LARGE = 64 * 1024**2
MOST_RATIO = 400
"""Deflate reaches 1,032; the emptiest sheet a program writes about 100."""


def is_bomb(archive: zipfile.ZipFile, *, most: int) -> bool:
    """Whether it says of itself that it unpacks to more than `most` bytes, or a large part grows beyond reason.

    What it says is all that Python ever unpacks of a part.
    """
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > most:
        return True
    return any(part.file_size > LARGE and part.file_size > MOST_RATIO * max(1, part.compress_size) for part in parts)
