"""Where everything of one copy lives: one folder, `KARTOTEKA_VAR`, so that copies run side by side."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def var_dir() -> Path:
    """Return the folder of this copy's data: KARTOTEKA_VAR, or `var` beside the code."""
    given = os.environ.get("KARTOTEKA_VAR")
    return Path(given).expanduser().absolute() if given else PROJECT / "var"


@dataclass(frozen=True)
class Layout:
    """Names inside the folder. The folders `pg` and `valkey` may be links, see `home`."""

    var: Path

    @cached_property
    def users_lock(self) -> Path:
        """Shared by everybody who uses the services; taken alone by the keeper to stop them."""
        return self.var / "services.lock"

    @cached_property
    def start_lock(self) -> Path:
        """Taken by whoever looks whether the services run and starts them."""
        return self.var / "start.lock"

    @cached_property
    def keeper_lock(self) -> Path:
        """Held by the keeper as long as it lives."""
        return self.var / "keeper.lock"

    @cached_property
    def socket_link(self) -> Path:
        """Points to the folder of the database's socket, so that a killed keeper's folder can be found and removed."""
        return self.var / "pg.socket"

    @cached_property
    def state(self) -> Path:
        """What runs now, written by the keeper when all is ready."""
        return self.var / "services.json"

    @cached_property
    def pin(self) -> Path:
        """Says that the services stay without users (`manage.py services up`)."""
        return self.var / "services.pinned"

    @cached_property
    def passwords(self) -> Path:
        """Passwords of roles and of the queue; mode 0600."""
        return self.var / "services.passwords"

    @cached_property
    def pg(self) -> Path:
        return self.var / "pg"

    @cached_property
    def valkey(self) -> Path:
        return self.var / "valkey"

    @cached_property
    def logs(self) -> Path:
        return self.var / "logs"

    @cached_property
    def keeper_log(self) -> Path:
        return self.logs / "keeper.log"

    @cached_property
    def postgres_log(self) -> Path:
        return self.logs / "postgres.log"

    @cached_property
    def valkey_log(self) -> Path:
        return self.logs / "valkey.log"
