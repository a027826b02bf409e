"""The whole product by one command."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from crm.management.base import JsonObject, KartotekaCommand
from crm.supervisor import address, database, entry, first_base, queue, schema, static_files
from crm.supervisor.disk import full_disk_explained
from crm.supervisor.first_base import Demo
from crm.supervisor.interrupts import Interrupts, StopAsked
from crm.supervisor.supervisor import Plan, Supervisor, environment_for_children
from embedded.locks import FileLock

MOST_PROCESSES = 4
LAST_PORT = 65_535


class Command(KartotekaCommand):
    """Servers, migrations, web server, workers and clock under one supervisor, until Ctrl-C."""

    help = gettext_lazy("Start Kartoteka: database and queue, web server, workers and clock. Ctrl-C stops all.")
    supervisor: Supervisor | None = None
    saves = True

    def add_options(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=_port, help=_("port of the web server; by default the first free one from 8000")
        )
        parser.add_argument("--host", help=_("address to listen on; localhost by default"))
        parser.add_argument(
            "--demo", choices=[*Demo], help=_("what to put into an empty base; by default small on localhost")
        )
        parser.add_argument(
            "--no-backup", action="store_true", help=_("do not save the base before bringing it up to new code")
        )
        parser.add_argument("--workers", type=_count, help=_("processes of the web server and of the bulk worker"))

    def work(self, **options: Any) -> JsonObject:
        interrupts = Interrupts(self._kill)
        self.saves = not options["no_backup"]
        alone = FileLock(settings.VAR_DIR / "up.lock")
        try:
            self._be_alone(alone)
            return self._run(options, interrupts)
        except StopAsked:
            return {"url": None}
        finally:
            if self.supervisor:
                self.supervisor.stop()
            if entry.held:
                entry.held.release(at_once=True)
            alone.release()

    def _run(self, options: dict[str, Any], interrupts: Interrupts) -> JsonObject:
        plan = Plan(host=settings.HOST, processes=options["workers"] or _processes(), var=settings.VAR_DIR)
        listening = address.listen(plan.host, options["port"])
        with full_disk_explained(settings.VAR_DIR):
            self._prepare(options["demo"])
        os.environ.update(environment_for_children(plan))
        url = address.own_url(plan.host, listening.getsockname()[1])
        settings.ADDRESS_FILE.write_text(url, encoding="utf-8")  # where links in letters lead; children read it
        interrupts.only_note()
        self.supervisor = Supervisor(plan, listening, entry.held)
        self.supervisor.start()
        self.supervisor.wait_until_ready(interrupts)
        if not interrupts.asked:
            self._welcome(url)
        self.supervisor.watch(interrupts)
        self.say(_("Stopping…"))
        return {"url": url}

    def _be_alone(self, alone: FileLock) -> None:
        if alone.try_take():
            return
        raise DomainError(
            _("Kartoteka already runs on this folder: %(url)s. Stop it, or name another folder in KARTOTEKA_VAR.")
            % {"url": settings.PUBLIC_URL},
            code="already_runs",
        )

    def _prepare(self, demo: str | None) -> None:
        database.refuse_unfit()
        queue.refuse_unreachable()
        self._bring_up_to_code()
        if static_files.collect_if_changed():
            self.say(_("Styles and scripts are collected."))
        size = Demo(demo) if demo else (Demo.SMALL if settings.ON_LOOPBACK else Demo.NONE)
        if size != Demo.NONE and first_base.is_untouched():
            self.say(_("An empty base: making a demo with %(count)s clients…") % {"count": first_base.SIZES[size]})
            first_base.make(size)

    def _bring_up_to_code(self) -> None:
        missing = schema.missing_migrations()
        if not missing:
            return
        if self.saves and (saved := schema.save_before_update()):
            self.say(_("Before the update the base is saved: %(path)s") % {"path": saved})
        schema.bring_up_to_code()
        self.say(_("The base is brought up to this version: %(count)s migrations.") % {"count": len(missing)})

    def _welcome(self, url: str) -> None:
        self.say()
        self.say(_("Kartoteka is open: %(url)s") % {"url": url})
        for account in first_base.accounts():
            self.say(f"  {account.email}  {account.password}  {account.role}")
        if not settings.ON_LOOPBACK:
            told = _("Demo accounts cannot sign in on this host. Make a user: %(command)s")
            self.say(told % {"command": CREATE_USER})
            if settings.HTTPS:
                self.say(_("Pages are served by HTTPS of a proxy in front; without one set KARTOTEKA_HTTPS=0."))
        elif not first_base.has_people():
            self.say(_("Nobody can sign in yet. Make a user: %(command)s") % {"command": CREATE_USER})
        self.say(_("Ctrl-C stops everything; the data stay in %(folder)s.") % {"folder": settings.VAR_DIR})

    def _kill(self) -> None:
        if self.supervisor:
            self.supervisor.kill()


CREATE_USER = ".venv/bin/python manage.py create_user EMAIL --role admin"


def _processes() -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _port(text: str) -> int:
    """The system takes a larger number for another port, and says nothing."""
    number = int(text)
    if not 0 < number <= LAST_PORT:
        raise ArgumentTypeError(_("a port is a number from 1 to 65535"))
    return number
