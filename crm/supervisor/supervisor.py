"""Prepares the base, starts web server, workers and clock, and stops everything when one of them ends."""

import http.client
import os
import socket
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connections
from django.utils.translation import gettext as _

from core.errors import DomainError
from crm.supervisor import address, programs
from crm.supervisor.children import Child, Program, stop_in_order
from crm.supervisor.interrupts import Interrupts
from embedded import Services
from embedded.processes import is_alive

POLL_SECONDS = 0.5
READY_POLL_SECONDS = 0.03
READY_SECONDS = 90
STOP_ORDER = ("web", "worker", "beat")


@dataclass(frozen=True)
class Plan:
    """What was asked of `up`."""

    host: str
    processes: int
    var: Path


class Supervisor:
    """Owns the children from the first start to the last stop."""

    def __init__(self, plan: Plan, listening: socket.socket, services: Services | None) -> None:
        self.plan = plan
        self.listening = listening
        self.services = services
        self.children: list[Child] = []

    def start(self) -> None:
        """Start everything; the web server first, because a person waits for it."""
        connections.close_all()
        for program in (
            programs.web(self.listening.fileno(), self.plan.processes),
            programs.worker("interactive", "interactive", 1),
            programs.worker("bulk", "bulk,send", self.plan.processes, gives_way=True),
            programs.beat(self.plan.var),
        ):
            self._start(program)

    def wait_until_ready(self, interrupts: Interrupts) -> None:
        """Wait until pages are served. Raises DomainError when a program ends or the wait is too long."""
        deadline = time.monotonic() + READY_SECONDS
        while not interrupts.asked and not self._answers():
            self.refuse_ended()
            if time.monotonic() > deadline:
                raise DomainError(
                    _("The web server has not answered for %(seconds)s s. See %(log)s.")
                    % {"seconds": READY_SECONDS, "log": self.children[0].log},
                    code="web_silent",
                )
            interrupts.wait(READY_POLL_SECONDS)

    def watch(self, interrupts: Interrupts) -> None:
        """Stay until a stop is asked for. Raises DomainError when a program or a server ends by itself."""
        while not interrupts.asked:
            self.refuse_ended()
            interrupts.wait(POLL_SECONDS)

    def refuse_ended(self) -> None:
        """Raises DomainError when a program has ended or the servers are gone."""
        for child in self.children:
            if child.has_ended():
                print(child.last_words(), file=sys.stderr)  # noqa: T201
                raise DomainError(
                    _("%(program)s ended by itself (code %(code)s), so everything is stopped. See %(log)s.")
                    % {"program": child.name, "code": child.process.returncode, "log": child.log},
                    code="child_ended",
                )
        if self.services is not None and not is_alive(self.services.keeper):
            raise DomainError(
                _("PostgreSQL or Valkey ended by itself, so everything is stopped. See the logs in %(folder)s.")
                % {"folder": self.services.layout.logs},
                code="services_ended",
            )

    def stop(self) -> None:
        """Stop in order: web, workers, clock."""
        stop_in_order([[child for child in self.children if child.name.startswith(kind)] for kind in STOP_ORDER])
        self.listening.close()

    def kill(self) -> None:
        """Kill everything without waiting."""
        for child in self.children:
            child.kill()

    def _start(self, program: Program) -> None:
        self.children.append(Child(program, self.plan.var / "logs"))

    def _answers(self) -> bool:
        host, port = self.listening.getsockname()[:2]
        reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - recognised, not bound
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection(reached, port, timeout=2)) as connection,
        ):
            connection.request("GET", "/healthz", headers={"Host": a_served_name()})
            return connection.getresponse().status == http.HTTPStatus.OK
        return False


def a_served_name() -> str:
    """Return a name under which pages are served, for asking on the machine itself."""
    first = os.environ["KARTOTEKA_ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
    return "localhost" if first == "*" else first


def environment_for_children(plan: Plan) -> dict[str, str]:
    """Return what children must know beside what this process was given."""
    names = os.environ.get("KARTOTEKA_ALLOWED_HOSTS") or ",".join(address.allowed_names(plan.host))
    return {
        "KARTOTEKA_VAR": str(plan.var),
        "KARTOTEKA_HOST": plan.host,
        "KARTOTEKA_ALLOWED_HOSTS": names,
        "PYTHONUNBUFFERED": "1",
    }
