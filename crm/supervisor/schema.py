"""Brings the base to the code: new migrations are applied, a base newer than the code is refused."""

from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _

from core.db import OWNER
from core.errors import DomainError
from office.backups import catalog, keeping, making

RETIRED_APPS: frozenset[str] = frozenset()
"""Apps whose migrations stand in older bases though the code has dropped them."""
NAMES_SHOWN = 5


def missing_migrations() -> list[str]:
    """What the code has and the base has not. Raises DomainError when the base is newer than the code."""
    loader = MigrationLoader(connections[OWNER])
    refuse_newer_base(loader)
    return sorted(f"{app}.{name}" for app, name in set(loader.disk_migrations) - set(loader.applied_migrations))


def bring_up_to_code() -> None:
    """Apply what is missing."""
    call_command("migrate", database=OWNER, verbosity=0, interactive=False)


def save_before_update() -> Path | None:
    """A backup of a base that somebody works in; None when there is nothing to lose. Raises DomainError."""
    if not catalog.is_lived_in(catalog.of(OWNER)):
        return None
    path = keeping.name("update", timezone.now())
    making.make(path, seal=False)  # the code is ahead of the tables now, so only what needs no models
    keeping.rotate()
    return path


def refuse_newer_base(loader: MigrationLoader) -> None:
    """Raises DomainError that names migrations the code does not know."""
    newer = set(loader.applied_migrations) - set(loader.disk_migrations)
    unknown = sorted(f"{app}.{name}" for app, name in newer if app not in RETIRED_APPS)
    if unknown:
        shown = ", ".join(unknown[:NAMES_SHOWN]) + (" \u2026" if len(unknown) > NAMES_SHOWN else "")
        raise DomainError(
            _(
                "The base is newer than this code, which does not know: %(names)s. "
                "Update the code, or restore a backup made before the update."
            )
            % {"names": shown},
            code="base_newer",
        )
