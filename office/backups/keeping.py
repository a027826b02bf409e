"""The folder of backups: names, ages, and which ones go when new ones come."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = re.compile(r"^kartoteka-(?P<why>nightly|manual|update)-(?P<at>\d{8}T\d{6}Z)\.zip$")
PART = ".part"
"""At the end of the name while it is written."""
SILENT = dt.timedelta(hours=1)
DAYS, WEEKS, MONTHS = 7, 5, 6
UPDATES = 3
"""Backups made before a migration: the last few are enough to go back."""


@dataclass(frozen=True)
class Kept:
    """A backup on disk. `why`: nightly, manual, update."""

    path: Path
    why: str
    made_at: dt.datetime
    size: int


def folder() -> Path:
    """Where backups stand: KARTOTEKA_BACKUPS, else `backups` of this copy's folder."""
    return settings.BACKUP_DIR


def name(why: str, now: dt.datetime) -> Path:
    """Path of a new backup; the time in the name is UTC."""
    return folder() / f"kartoteka-{why}-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.zip"


def kept() -> list[Kept]:
    """All backups of ours, the newest first. Other files in the folder are none of our business."""
    if not folder().is_dir():
        return []
    found = ((path, NAME.match(path.name)) for path in folder().iterdir())
    backups = [Kept(path, match["why"], _moment(match["at"]), path.stat().st_size) for path, match in found if match]
    return sorted(backups, key=lambda backup: backup.made_at, reverse=True)


def longest() -> dt.timedelta:
    """No backup stands longer: KARTOTEKA_BACKUP_DAYS, 30 unless it is set (rule E-5)."""
    return dt.timedelta(days=settings.BACKUP_DAYS)


def surplus(backups: list[Kept], now: dt.datetime) -> list[Kept]:
    """Those that may go: nightly ones beyond 7 days, 5 weeks and 6 months, old ones of updates, all that are too old.

    The newest always stays, whatever its age.
    """
    nightly = [backup for backup in backups if backup.why == "nightly"]
    stay = set(_first_of_each(nightly, lambda at: at.date().isoformat(), DAYS))
    stay |= set(_first_of_each(nightly, lambda at: "{}-{}".format(*at.isocalendar()[:2]), WEEKS))
    stay |= set(_first_of_each(nightly, lambda at: f"{at:%Y-%m}", MONTHS))
    stay |= set([backup for backup in backups if backup.why == "update"][:UPDATES])
    stay |= {backup for backup in backups if backup.why == "manual"}
    young = {backup for backup in backups if now - backup.made_at <= longest()} | set(backups[:1])
    return [backup for backup in backups if backup not in stay & young]


def rotate() -> list[Kept]:
    """Delete the surplus, and what killed processes were writing; returns which backups went."""
    forget_halves()
    gone = surplus(kept(), timezone.now())
    for backup in gone:
        backup.path.unlink(missing_ok=True)
    return gone


def forget_halves() -> int:
    """Delete beginnings of backups nobody goes on with: they hold people's data as whole ones do. How many went."""
    before = (timezone.now() - SILENT).timestamp()
    found = list(folder().glob(f"*{PART}")) if folder().is_dir() else []
    old = [path for path in found if NAME.match(path.name.removesuffix(PART)) and path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _first_of_each(backups: list[Kept], period: Callable[[dt.datetime], str], most: int) -> list[Kept]:
    """The newest of each of the last periods in which there is one."""
    found: dict[str, Kept] = {}
    for backup in backups:
        found.setdefault(period(backup.made_at), backup)
    return list(found.values())[:most]


def _moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
