"""A disk that fills up while the base is prepared."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import DatabaseError

from embedded import ServicesError
from embedded.folders import NEEDED_MB, NO_SPACE


@contextmanager
def full_disk_explained(folder: Path) -> Iterator[None]:
    """Turn what files and the database say about a full disk into one sentence. Raises ServicesError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise ServicesError("disk_full", path=folder, need=NEEDED_MB) from error
        raise
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.errors.DiskFull):
            raise ServicesError("disk_full", path=folder, need=NEEDED_MB) from error
        raise
