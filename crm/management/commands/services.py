"""PostgreSQL and Valkey alone, for tests and tools."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

import embedded
from core.errors import DomainError
from crm.management.base import JsonObject, KartotekaCommand
from crm.supervisor.messages import notice, sentence


class Command(KartotekaCommand):
    """Start, stop or show the embedded services of this copy."""

    help = gettext_lazy("Start, stop or show the embedded PostgreSQL and Valkey; started here, they run until `down`.")

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("up", "down", "status"), help=_("what to do"))

    def work(self, **options: Any) -> JsonObject:
        try:
            act = {"up": self._up, "down": self._down, "status": self._status}[options["act"]]
            return act()
        except embedded.ServicesError as error:
            raise DomainError(sentence(error, get_language()), code=error.code) from error

    def _up(self) -> JsonObject:
        with embedded.acquire() as services:
            services.pin()
            for told in services.notices:
                self.stderr.write(notice(told["code"], told["params"], get_language()))
        return self._status()

    def _down(self) -> JsonObject:
        if not embedded.stop():
            raise DomainError(_("The services are still in use; they stop when their last user ends."), code="in_use")
        return self._status()

    def _status(self) -> JsonObject:
        status = embedded.status()
        if status.running:
            self.say(_("PostgreSQL and Valkey are running."))
            for url in (status.database_url, status.redis_url):
                self.say(str(url))
        else:
            self.say(_("PostgreSQL and Valkey are stopped."))
        return {
            "running": status.running,
            "database_url": status.database_url,
            "database_owner_url": status.database_owner_url,
            "redis_url": status.redis_url,
        }
