"""Collects static files when they have changed since the last start."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = ".tree"
NOT_SERVED = ["django_htmx"]
"""Pages use static/vendor; the package's own scripts name modules that it does not bring."""


def collect_if_changed() -> bool:
    """Collect, hash and compress; returns whether there was anything to do."""
    if settings.PLAIN_STATIC:
        return False
    mark = Path(settings.STATIC_ROOT) / MARK
    tree = fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == tree:
        return False
    call_command("collectstatic", clear=True, interactive=False, verbosity=0, ignore_patterns=NOT_SERVED)
    mark.write_text(tree, encoding="ascii")  # last: an interrupted collection is done anew
    return True


def fingerprint() -> str:
    """Changes when any static file of any app is added, removed or written."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(NOT_SERVED):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
