"""A full disk, whoever meets it: the database server, which says so by a code, or this process."""

import errno

from django.utils.translation import gettext as _

from core.errors import DomainError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DISK_FULL = "53100"
"""SQLSTATE."""


def is_full(error: BaseException | None) -> bool:
    """Whether the error, or one it came from, says that there is no room left."""
    while error is not None:
        if getattr(error, "sqlstate", None) == DISK_FULL or (isinstance(error, OSError) and error.errno in NO_ROOM):
            return True
        error = error.__cause__
    return False


def no_room() -> DomainError:
    """What a person is told when the disk is full."""
    return DomainError(_("There is no room left on the server’s disk. Tell the administrator."), code="no_room")
