"""What the page shows, read from the registries of checks and numbers."""

import datetime as dt
import platform
from collections.abc import Mapping
from dataclasses import dataclass

import django
from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from redis import Redis
from redis.exceptions import RedisError

from core.examining import examine
from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks, metrics
from core.text.numbers import number

DAY = 86_400
WORST = {Health.FAIL: 0, Health.WARN: 1, Health.OK: 2}


@dataclass(frozen=True)
class Line:
    """One check and what it has found."""

    check: DoctorCheck
    finding: Finding


@dataclass(frozen=True)
class Tile:
    """One number in words."""

    label: str
    value: str
    foot: str = ""


@dataclass(frozen=True)
class QueueRow:
    """A queue of background jobs."""

    name: str
    waiting: str
    running: str
    oldest: str
    seen: str


def findings(*, outside: bool) -> list[Line]:
    """All checks, the worst first; those that wait for strangers' servers only when asked for."""
    lines = [Line(check, examine(check)) for check in doctor_checks if outside or not check.asks_outside]
    return sorted(lines, key=lambda line: WORST[line.finding.health])


def tiles() -> list[Tile]:
    """What one looks at first."""
    backup = one("backup_age_seconds")
    return [
        Tile(
            _("Last backup"),
            _("none yet") if backup < 0 else _("%(age)s ago") % {"age": lasting(backup)},
        ),
        Tile(_("Failed jobs"), number(one("jobs_failed_day")), _("in the last day")),
        Tile(_("Messages to send"), number(one("messages_due")), _since(one("messages_oldest_wait_seconds"))),
        Tile(_("Messages of unknown fate"), number(one("messages_parked"))),
        Tile(pgettext("size", "Database"), filesizeformat(one("database_bytes"))),
        Tile(_("Free room"), filesizeformat(one("disk_free_bytes")), str(settings.VAR_DIR)),
    ]


def queues() -> list[QueueRow]:
    """Who waits and since when, and since when a worker was heard of."""
    waiting, running = many("jobs_waiting"), many("jobs_running")
    oldest, silent = many("jobs_oldest_wait_seconds"), many("worker_silence_seconds")
    return [
        QueueRow(
            name=name,
            waiting=number(count),
            running=number(running.get(name, 0)),
            oldest=lasting(oldest.get(name, 0)) if oldest.get(name) else "—",
            seen=_heard(silent.get(name, 0)),
        )
        for name, count in waiting.items()
    ]


def _heard(seconds: float) -> str:
    return _("not in the last day") if seconds >= DAY else _("%(age)s ago") % {"age": lasting(seconds)}


def versions() -> list[tuple[str, str]]:
    """Of what the product runs on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = str(cursor.fetchone()[0]).partition(" ")[0]
    return [
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("PostgreSQL", postgres),
        (_queue_version()),
    ]


def _queue_version() -> tuple[str, str]:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as client:
            told = client.info("server")
    except RedisError:
        return "Valkey", _("no answer")
    if "valkey_version" in told:
        return "Valkey", str(told["valkey_version"])
    return "Redis", str(told["redis_version"])


def one(code: str) -> float:
    """A number without labels."""
    read = metrics.get(code).read()
    return sum(read.values()) if isinstance(read, Mapping) else float(read)


def many(code: str) -> Mapping[str, float]:
    """A number by label."""
    read = metrics.get(code).read()
    return read if isinstance(read, Mapping) else {"": read}


def lasting(seconds: float) -> str:
    """«3 minutes»; under a minute it says so."""
    if seconds < 60:
        return _("less than a minute")
    now = timezone.now()
    return timesince(now - dt.timedelta(seconds=seconds), now, depth=1)


def _since(seconds: float) -> str:
    return _("the oldest waits for %(age)s") % {"age": lasting(seconds)} if seconds else ""
