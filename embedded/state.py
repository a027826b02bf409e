"""What runs now: written by the keeper when the servers are ready, read by everybody."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import quote

from embedded.folders import explained, write_private
from embedded.locks import is_held
from embedded.passwords import Passwords
from embedded.paths import Layout

DATABASE = "kartoteka"
OWNER_ROLE = "kartoteka_owner"
APPLICATION_ROLE = "kartoteka_app"


@dataclass(frozen=True)
class State:
    """One run of the servers. `notices` are codes with values, see `errors.NOTICES`."""

    run: str
    keeper: int
    socket_dir: str
    valkey_port: int
    notices: list[dict[str, Any]]


def write(layout: Layout, state: State) -> None:
    """Say that the servers are ready."""
    write_private(layout.state, json.dumps(asdict(state)))


def read(layout: Layout) -> State | None:
    """Return what runs, or None. A file left by a keeper that is gone counts for nothing."""
    if not is_held(layout.keeper_lock):
        return None
    with explained(layout.state):
        try:
            stored = json.loads(layout.state.read_text(encoding="utf-8"))
            return State(**{field.name: stored[field.name] for field in fields(State)})
        except (FileNotFoundError, KeyError, TypeError, ValueError):
            return None


def database_url(socket_dir: str, role: str, password: str, database: str = DATABASE) -> str:
    """Return a URL with the socket's folder percent-encoded in place of a host."""
    return f"postgresql://{role}:{quote(password, safe='')}@{quote(socket_dir, safe='')}/{database}"


def redis_url(state: State, passwords: Passwords) -> str:
    """Return the queue's URL, database number 0."""
    return f"redis://:{quote(passwords.queue, safe='')}@127.0.0.1:{state.valkey_port}/0"
