"""Numbers of the servers themselves."""

import shutil
import time

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from core.registries.doctor import Metric, metrics
from crm.jobs import TICKED_AT

NEVER = 86_400.0


def register() -> None:
    """Fill our places."""
    metrics.add(
        Metric(code="database_bytes", help="Size of the database", read=database_bytes),
        Metric(code="database_connections", help="Connections to the database, by state", label="state", read=sessions),
        Metric(code="disk_free_bytes", help="Free room where this copy's files stand", read=disk_free),
        Metric(
            code="clock_silence_seconds",
            help="Since when no worker has heard the clock (beat); a day when none ever has",
            read=clock_silence,
        ),
    )


def database_bytes() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0])


def sessions() -> dict[str, float]:
    """As far as the application's role sees them: its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state IS NOT NULL GROUP BY state ORDER BY state"
        )
        return {state: float(count) for state, count in cursor.fetchall()}


def disk_free() -> float:
    return float(shutil.disk_usage(settings.VAR_DIR).free)


def clock_silence() -> float:
    """Seconds."""
    heard = cache.get(TICKED_AT)
    return NEVER if heard is None else max(time.time() - float(heard), 0.0)
