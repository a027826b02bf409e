"""Makes folders and small files under `var` and explains why it cannot."""

import errno
import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded.errors import ServicesError
from embedded.paths import Layout

NEEDED_MB = 150
"""A new cluster takes 45 MB and its first WAL files 80 MB."""
PRIVATE = ("logs", "files", "mail")
"""What people have uploaded and written is nobody else's business on this machine."""
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


def owner_of(path: Path) -> str:
    """Return the name of the user a path belongs to, or the number when the name is unknown."""
    uid = path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def nearest_existing(path: Path) -> Path:
    """Return the path itself or the closest folder above it that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says about `path` into a sentence. Raises ServicesError."""
    try:
        yield
    except (NotADirectoryError, FileExistsError) as error:
        raise ServicesError("var_not_folder", path=blocking_file(path)) from error
    except OSError as error:
        if error.errno in NO_SPACE:
            raise ServicesError("disk_full", path=path, need=NEEDED_MB) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            standing = nearest_existing(path)
            raise ServicesError("var_not_writable", path=standing, owner=owner_of(standing)) from error
        raise


def blocking_file(path: Path) -> Path:
    """Return the file that stands where a folder should be, at `path` or above it."""
    return next((step for step in (path, *path.parents) if os.path.lexists(step) and not step.is_dir()), path)


def make_var(layout: Layout) -> None:
    """Make the folder, passable but not listable, so that the servers' user gets through, and private ones in it."""
    if not all((layout.var / name).is_dir() for name in PRIVATE):
        with explained(layout.logs):
            layout.var.parent.mkdir(parents=True, exist_ok=True)
            make_own(layout.var, 0o711 if os.geteuid() == 0 else 0o700)
            for name in PRIVATE:
                make_own(layout.var / name, 0o700)
    if not os.access(layout.var, os.W_OK | os.X_OK):
        raise ServicesError("var_not_writable", path=layout.var, owner=owner_of(layout.var))


def make_own(path: Path, mode: int) -> None:
    """Make a folder with exactly this mode; one that exists keeps its own."""
    try:
        path.mkdir()
    except FileExistsError:
        if not path.is_dir():
            raise
        return
    path.chmod(mode)
    keep_owner(path)


def keep_owner(path: Path) -> None:
    """Give what root makes inside a user's folder to that user, or he is locked out of his own copy."""
    if os.geteuid() == 0:
        above = path.parent.stat()
        os.chown(path, above.st_uid, above.st_gid, follow_symlinks=False)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with explained(path.parent):
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            keep_owner(fresh)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def require_space(path: Path) -> None:
    """Refuse to start on a full disk: a server that dies half-way through its start says less."""
    if shutil.disk_usage(nearest_existing(path)).free < NEEDED_MB * 1024 * 1024:
        raise ServicesError("disk_full", path=path, need=NEEDED_MB)
