"""Passwords of the database roles and of the queue, made once per copy."""

import json
import secrets
from dataclasses import asdict, dataclass, fields

from embedded.errors import ServicesError
from embedded.folders import explained, owner_of, write_private
from embedded.paths import Layout

BYTES = 24


@dataclass(frozen=True)
class Passwords:
    """`superuser` is for making roles only; the product never connects with it."""

    superuser: str
    owner: str
    application: str
    queue: str


def read(layout: Layout) -> Passwords | None:
    """Return the passwords, or None when there is no whole file of them."""
    with explained(layout.passwords):
        try:
            stored = json.loads(layout.passwords.read_text(encoding="utf-8"))
            return Passwords(**{field.name: str(stored[field.name]) for field in fields(Passwords)})
        except PermissionError as error:
            raise ServicesError("var_not_writable", path=layout.passwords, owner=owner_of(layout.passwords)) from error
        except (FileNotFoundError, KeyError, TypeError, ValueError):
            return None


def make(layout: Layout) -> Passwords:
    """Make new passwords and keep them; the servers must be told."""
    made = Passwords(*(secrets.token_urlsafe(BYTES) for _ in fields(Passwords)))
    write_private(layout.passwords, json.dumps(asdict(made)))
    return made
