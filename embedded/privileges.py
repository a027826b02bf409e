"""PostgreSQL refuses to run as root, so root starts the servers as another user; an ordinary user as himself."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from embedded.errors import ServicesError

DEFAULT_SERVICE_USER = "nobody"


class ProcessUser(TypedDict, total=False):
    """Arguments of `subprocess.Popen` that change the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServiceUser:
    """Who runs the servers. `switch` is False for an ordinary user, who runs them himself."""

    name: str
    uid: int
    gid: int
    switch: bool

    def for_process(self) -> ProcessUser:
        """Return what makes a child process run as this user."""
        return ProcessUser(user=self.uid, group=self.gid, extra_groups=[]) if self.switch else ProcessUser()

    def own(self, path: Path) -> None:
        """Give the user something we have just made."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def can(self, path: Path, mode: int) -> bool:
        """Ask the kernel in a child process: folders above, groups and access lists all count."""
        if not self.switch:
            return os.access(path, mode)
        child = os.fork()
        if child == 0:
            allowed = False
            try:
                os.setgroups([])
                os.setgid(self.gid)
                os.setuid(self.uid)
                allowed = os.access(path, mode)
            finally:
                os._exit(0 if allowed else 1)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def service_user(data: Path) -> ServiceUser:
    """Return who runs the servers on `data`: the owner of data that exist, or the configured user for root."""
    if os.geteuid() != 0:
        return _refuse_data_of_another(_by_uid(os.geteuid(), os.getegid(), switch=False), data)
    if data.exists() and data.stat().st_uid != 0:
        return _by_uid(data.stat().st_uid, data.stat().st_gid, switch=True)
    name = os.environ.get("KARTOTEKA_SERVICE_USER") or DEFAULT_SERVICE_USER
    try:
        entry = pwd.getpwnam(name)
    except KeyError as error:
        raise ServicesError("no_service_user", user=name) from error
    if entry.pw_uid == 0:
        raise ServicesError("no_service_user", user=name)
    return _user(entry, switch=True)


def _refuse_data_of_another(user: ServiceUser, data: Path) -> ServiceUser:
    try:
        owner = data.stat().st_uid
    except FileNotFoundError:
        return user
    except PermissionError as error:
        raise ServicesError("data_of_other", path=data, owner=DEFAULT_SERVICE_USER) from error
    if owner != user.uid:
        raise ServicesError("data_of_other", path=data, owner=_by_uid(owner, owner, switch=False).name)
    return user


def _by_uid(uid: int, gid: int, *, switch: bool) -> ServiceUser:
    try:
        return _user(pwd.getpwuid(uid), switch=switch)
    except KeyError:  # a container's user without a name
        return ServiceUser(name=str(uid), uid=uid, gid=gid, switch=switch)


def _user(entry: pwd.struct_passwd, *, switch: bool) -> ServiceUser:
    return ServiceUser(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, switch=switch)
