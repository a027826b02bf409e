"""Typed readers of the environment: one way for every setting, with secrets from files.

A name `X` is read from the variable `X` or, when `X_FILE` is set, from that file:
so container platforms hand over secrets.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


def text(name: str, default: str = "") -> str:
    """The variable's value. Raises ImproperlyConfigured when the file named by `NAME_FILE` cannot be read."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={path}: {error.strerror}. Give a readable file.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Raises ImproperlyConfigured on a word that is neither yes nor no."""
    value = text(name, "1" if default else "0").lower()
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name}={value}: write 1 or 0.")


def whole(name: str, default: int) -> int:
    """Raises ImproperlyConfigured when the value is not a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value}: write a whole number.") from error


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)


def kept(path: Path, default: str) -> str:
    """What an earlier process wrote into a file of this copy; the default while there is none."""
    return path.read_text(encoding="utf-8").strip() if path.is_file() else default


def generated_secret(path: Path) -> str:
    """The secret kept in a file only we can read; made at the first call.

    Raises ImproperlyConfigured when the folder cannot be written.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _place_secret(path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path}: {error.strerror}. Make the folder writable, or set KARTOTEKA_VAR to one that is."
        ) from error


def _place_secret(path: Path) -> None:
    """Two first starts at once must agree: the whole file is linked into place, and the first one wins."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def postgres(url: str, options: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A database URL (`postgresql://user:password@host:port/name`) as Django's connection settings.

    A host that begins with a percent-encoded slash is a folder of a Unix socket. What stands after a question mark
    (`?sslmode=verify-full`) goes to the driver beside `options`. Raises ImproperlyConfigured.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://; other databases are not supported.")
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL: the port after the host must be a number up to 65535.") from error
    # urlsplit lower-cases hostnames; a socket folder must keep its case.
    host = parts.netloc.rpartition("@")[2]
    host = host.rpartition(":")[0] if port else host
    return {
        "ENGINE": "core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host.strip("[]")),
        "PORT": str(port or ""),
        "OPTIONS": _together(dict(parse_qsl(parts.query)), options or {}),
    }


def _together(asked: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Start-up parameters are one word of the driver, so both sides' are kept; of all else ours holds."""
    start_up = " ".join(given["options"] for given in (asked, own) if "options" in given)
    return {**asked, **own, **({"options": start_up} if start_up else {})}


def replica(url: str, options: str) -> dict[str, Any]:
    """The settings of a copy that follows a database: it only reads, and is not waited for long."""
    return {
        **postgres(url, {"connect_timeout": 3, "options": f"{options} -c default_transaction_read_only=on"}),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        "TEST": {"MIRROR": "default"},
    }
