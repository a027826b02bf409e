"""What a PostgreSQL server must be able to do, whoever provides it; asked by `up` and `doctor`."""

from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext as _

from core.db import OWNER
from core.errors import DomainError

OLDEST_MAJOR = 15
CONNECT_SECONDS = 10
ABILITIES = """
SELECT current_setting('server_version_num')::int,
       lower(U&'\\0401') = U&'\\0451',
       EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)
"""
TRIGRAMS = "SELECT cardinality(show_trgm(U&'\\0438\\0432\\0430\\043d')) > 0"


@dataclass(frozen=True)
class Abilities:
    """Facts about the server behind one alias."""

    version: int
    lowers_cyrillic: bool
    has_trigrams: bool
    """False when the extension cannot be made or yields nothing for Cyrillic."""
    can_truncate: bool
    """Whether the application's role owns what it must not be able to empty."""


def ask() -> Abilities:
    """Ask the server. Raises psycopg.OperationalError when it does not let us in."""
    # Not through Django's pool, which would wait and then hide the reason.
    with psycopg.connect(settings.DATABASE_URL, connect_timeout=CONNECT_SECONDS) as connection:
        version, lowers, owns = connection.execute(ABILITIES).fetchone() or (0, False, True)
    return Abilities(version=version // 10_000, lowers_cyrillic=lowers, has_trigrams=_trigrams(), can_truncate=owns)


def _trigrams() -> bool:
    """Make the extension if the role may, and see whether it knows Cyrillic letters."""
    try:
        with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(TRIGRAMS)
            return bool((cursor.fetchone() or (False,))[0])
    except DatabaseError:
        return False


def refuse_unfit() -> None:
    """Refuse a server on which search and comparison of Russian names would be wrong. Raises DomainError."""
    try:
        found = ask()
    except psycopg.OperationalError as error:
        raise DomainError(unreachable(error), code="database_unreachable") from error
    if message := unfitness(found):
        raise DomainError(message, code="database_unfit")


def unfitness(found: Abilities) -> str | None:
    """Return why this server will not do and what to do, or None."""
    if found.version < OLDEST_MAJOR:
        return _("PostgreSQL %(found)s is too old: take version %(oldest)s or newer.") % {
            "found": found.version,
            "oldest": OLDEST_MAJOR,
        }
    if not found.lowers_cyrillic:
        return _(
            "This database cannot lower-case Cyrillic letters: search would miss clients. "
            "Make it anew with a UTF-8 locale: CREATE DATABASE kartoteka TEMPLATE template0 LOCALE 'C.UTF-8'."
        )
    if not found.has_trigrams:
        return _(
            "The extension pg_trgm is missing or does not know Cyrillic letters. Install postgresql-contrib, run "
            "CREATE EXTENSION pg_trgm as an administrator, and give the database a UTF-8 locale."
        )
    return None


def unreachable(error: Exception) -> str:
    """Return a sentence about a database that does not answer, without its password."""
    used = settings.DATABASES["default"]
    return _(
        "No answer from the database %(name)s at %(host)s: %(reason)s. Check DATABASE_URL and that the server runs."
    ) % {
        "name": used["NAME"],
        "host": f"{used['HOST'] or 'localhost'}:{used['PORT'] or 5432}",
        "reason": (str(error).strip().splitlines() or ["?"])[0].rpartition("failed: ")[2].rstrip("."),
    }
